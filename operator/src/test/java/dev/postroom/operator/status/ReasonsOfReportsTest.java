package dev.postroom.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.peers.Absence;
import dev.postroom.operator.peers.SourceReason;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is found in reports is the reason of a condition by the same name. */
class ReasonsOfReportsTest {

  @ParameterizedTest
  @MethodSource("found")
  void everyFindingIsAReason(Enum<?> found) {
    assertThat(ConditionReason.values()).extracting(Enum::name).contains(found.name());
  }

  static Stream<Enum<?>> found() {
    return Stream.concat(Stream.of(Absence.values()), Stream.of(SourceReason.values()));
  }
}
