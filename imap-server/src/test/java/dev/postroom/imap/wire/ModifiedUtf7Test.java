package dev.postroom.imap.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModifiedUtf7Test {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INBOX.Sent | INBOX.Sent",
        "Entwürfe | Entw&APw-rfe",
        "Tom & Jerry | Tom &- Jerry",
        "~peter/mail/台北/日本語 | ~peter/mail/&U,BTFw-/&ZeVnLIqe-",
        "😀 | &2D3eAA-",
      })
  void namesHaveTheSpellingOfTheRfc(String text, String encoded) {
    assertThat(ModifiedUtf7.encode(text)).isEqualTo(encoded);
    assertThat(ModifiedUtf7.decode(encoded)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "&",
        "&Jjo",
        "&Jjo!-",
        "&AGE-",
        "&U,BTFw-&ZeVnLIqe-",
        "&2D0-",
        "ü",
        "&APw",
        "&A-",
        "\t"
      })
  void aSecondSpellingOrRubbishIsRefused(String encoded) {
    assertThatThrownBy(() -> ModifiedUtf7.decode(encoded))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
