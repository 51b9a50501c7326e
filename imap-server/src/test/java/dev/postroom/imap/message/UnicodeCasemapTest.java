package dev.postroom.imap.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnicodeCasemapTest {

  @ParameterizedTest
  @CsvSource({
    "hello World 1, HELLO WORLD 1",
    "é, E\u0301",
    "É, E\u0301",
    "σ, Σ",
    "ς, Σ",
    // The dz of one character has a title case of its own, which falls apart into two.
    "\u01F3, Dz",
    // Decompositions go on until nothing is left to take apart.
    "\u1E69, S\u0323\u0307",
    "\uFB01, fi",
    "\uD801\uDC28, \uD801\uDC00",
    "각, 각",
  })
  void charactersBecomeTheDecompositionOfTheirTitleCase(String text, String mapped) {
    assertThat(UnicodeCasemap.map(text)).isEqualTo(mapped);
  }

  @Test
  void halfACharacterIsNoFault() {
    assertThat(UnicodeCasemap.map("a\uD801")).isEqualTo("A\uD801");
  }
}
