package dev.postroom.office;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

  @Test
  void withoutOptionsItGoesOnServing() {
    assertThat(Options.parse(List.of())).isEqualTo(new Options(false, false));
    assertThat(Options.parse(List.of("--check"))).isEqualTo(new Options(true, false));
    assertThat(Options.parse(List.of("--help"))).isEqualTo(new Options(false, true));
  }

  @Test
  void anUnknownOptionIsNamed() {
    assertThatThrownBy(() -> Options.parse(List.of("--chekc")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown option --chekc");
  }
}
