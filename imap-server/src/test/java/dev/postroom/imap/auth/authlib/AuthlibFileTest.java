package dev.postroom.imap.auth.authlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class AuthlibFileTest {

  private static final String TEXT =
      """
      ##NAME: LOCATION:1
      # A comment

      PGSQL_CONNECTION        \\
                host=pgsql.example.com \\
      \t  port=5400
      PGSQL_USER_TABLE\tpasswd\u0020\u0020
      EMPTY
      HASH a#b
      NUMBER 17
      ##NAME: MARKER:0
      """;

  private final AuthlibFile file = AuthlibFile.parse("authpgsqlrc", TEXT);

  @Test
  void aLineGoesOnBehindABackslashAndEndsBeforeItsLastBlanks() {
    assertThat(file.text("PGSQL_CONNECTION").orElseThrow().split("\\s+"))
        .containsExactly("host=pgsql.example.com", "port=5400");
    assertThat(file.text("PGSQL_USER_TABLE")).contains("passwd");
    assertThat(file.text("HASH")).contains("a#b");
  }

  @Test
  void whatIsSetToNothingIsNotSet() {
    assertThat(file.text("EMPTY")).isEmpty();
    assertThat(file.text("MISSING")).isEmpty();
    assertThatThrownBy(() -> file.required("EMPTY"))
        .isInstanceOf(AuthlibSyntaxException.class)
        .hasMessage("authpgsqlrc:8: EMPTY is not set");
    assertThatThrownBy(() -> file.required("MISSING"))
        .hasMessage("authpgsqlrc: MISSING is not set");
  }

  @Test
  void numbersAreCheckedAndTheMessageTellsNoValue() {
    assertThat(file.number("NUMBER")).hasValue(17);
    assertThat(file.flag("NUMBER")).isTrue();
    assertThat(file.flag("MISSING")).isFalse();
    assertThatThrownBy(() -> file.number("HASH")).hasMessage("authpgsqlrc:9: HASH is not a number");
  }

  @Test
  void namesThatNobodyReadsAreRemarkedOn() {
    assertThat(file.remarks(Set.of("PGSQL_CONNECTION", "PGSQL_USER_TABLE", "NUMBER")))
        .containsExactly(
            "authpgsqlrc:8: EMPTY has no effect here", "authpgsqlrc:9: HASH has no effect here");
  }

  @Test
  void whatIsNoLineIsRefusedWithItsNumberAndWithoutItsText() {
    assertThatThrownBy(() -> AuthlibFile.parse("authldaprc", "A b\n\nsecret=x\n"))
        .isInstanceOf(AuthlibSyntaxException.class)
        .hasMessage("authldaprc:3: this is no line of NAME, blanks and value");
  }
}
