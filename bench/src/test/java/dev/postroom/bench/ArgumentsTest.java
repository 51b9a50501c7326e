package dev.postroom.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

  @Test
  void rowsAndServersAreListsWithCommas() {
    Arguments arguments =
        Arguments.parse(List.of("--rows", "append,change", "--servers", "postroom", "--quick"));

    assertThat(arguments.rows()).containsExactly("append", "change");
    assertThat(arguments.servers()).containsExactly("postroom");
    assertThat(arguments.quick()).isTrue();
    assertThat(arguments.rounds()).isEmpty();
  }

  @Test
  void whatCannotBeUnderstoodIsAnsweredWithTheUsage() {
    for (List<String> words :
        List.of(
            List.of("--fast"),
            List.of("--rounds", "0"),
            List.of("--rounds", "many"),
            List.of("--rows"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Arguments.parse(words))
          .withMessageContaining("usage: make bench");
    }
  }
}
