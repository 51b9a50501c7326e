package dev.postroom.contract.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.postroom.contract.access.AccessAction.Allow;
import dev.postroom.contract.access.AccessAction.Deny;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each expectation is what couriertcpd of courier-imap 5.0.13 put into the environment. */
class ActionSyntaxTest {

  @ParameterizedTest
  @MethodSource
  void settingsAreTakenApartAsCouriertcpdDoes(String text, Map<String, String> settings) {
    assertThat(ActionSyntax.parse(text, _ -> {})).isEqualTo(new Allow(settings));
  }

  static Stream<Arguments> settingsAreTakenApartAsCouriertcpdDoes() {
    return Stream.of(
        arguments("", Map.of()),
        arguments("allow", Map.of()),
        arguments("allow,", Map.of()),
        arguments("allow,A=1,A=2", Map.of("A", "2")),
        arguments("allowfoo", Map.of("foo", "")),
        arguments("allow A=1", Map.of("A", "1")),
        arguments("FOO=1,BAR=2", Map.of("FOO", "1", "BAR", "2")),
        arguments("allow,X=1\tY", Map.of("X", "1\tY")),
        arguments("allow,,B=2", Map.of("B", "2")),
        arguments("allow,=x,C=3", Map.of("C", "3")),
        arguments("allow,A='unterminated,B=2", Map.of("A", "unterminated,B=2")),
        arguments("allow,A=a\\,b", Map.of("A", "a\\", "b", "")),
        arguments("allow,A=x y z ,B", Map.of("A", "x y z", "B", "")),
        arguments("allow,A= \"  x\" ", Map.of("A", "   x")),
        arguments("allow,A=''B,C=\"\"", Map.of("A", "B", "C", "")),
        arguments("allow,\"A=1,B=2\"", Map.of("A", "1,B=2")),
        arguments("allow,A=b=c", Map.of("A", "b=c")),
        arguments(
            "allow, E,Z='x\"y'\"q'r\" s, W=\" lead \"",
            Map.of("E", "", "Z", "x\"yq'r s", "W", " lead")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"deny", "denyfoo", "deny,A=1"})
  void whatBeginsWithDenyDenies(String text) {
    assertThat(ActionSyntax.parse(text, _ -> {})).isEqualTo(new Deny());
  }
}
