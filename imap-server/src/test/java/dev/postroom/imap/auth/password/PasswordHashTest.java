package dev.postroom.imap.auth.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {

  /** Made by openssl passwd, perl's crypt and Python's hashlib from {@code sécret} in UTF-8. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{MD5}5qDV3WjIythtK13v/PkU3g==",
        "{MD5RAW}e6a0d5dd68c8cad86d2b5deffcf914de",
        "{SHA}4NPDM/3N1xhO4z/lGdXdb9NzViA=",
        "{sha}4NPDM/3N1xhO4z/lGdXdb9NzViA=",
        "{SHA256}llkpd1qkbxBf3iG/ue1tc/8BPDCeAZJOPeNJSsv2NNQ=",
        "{SHA512}oEMGAZ++NNVVtXqk7aZy59nyknw+nvtjMrtlgEbrM78DKoj8fZ3BUMGTd7X9eVQPBQgyUqI4K7fg226MclNYuA==",
        "{SSHA}w/w6jRP13KuaiiFWmP7Qg2HGAAxzYWx0",
        "{CRYPT}$1$saltsalt$JuLe1nEZL3b8Xr5YCXO7u1",
        "$1$saltsalt$JuLe1nEZL3b8Xr5YCXO7u1",
        "$5$saltsalt$c0iPsezf5/eQGa9FXfmzNPGBvU4eJOb7KxMB3ghSeC7",
        "$6$saltsalt$u52K27Qr01mTxcBXDlJJRtzDuH3mXs4caJA26MtkWZ6q4JaJTZMs7A0VySYTfsRtcIX/nvURevC7UQAtqfONl1",
        "$2y$05$abcdefghijklmnopqrstuue73ccPeu6jOIGNYCxh9sGEWx4Cb.zJm",
        "{CRYPT}$2y$05$abcdefghijklmnopqrstuue73ccPeu6jOIGNYCxh9sGEWx4Cb.zJm",
        "ab3TLBXmeOVag"
      })
  void everyFormatKnowsItsPasswordAndNoOther(String stored) {
    PasswordHash hash = PasswordHash.parse(stored);

    assertThat(hash.matches(bytes("sécret"))).isTrue();
    assertThat(hash.matches(bytes("secret"))).isFalse();
    assertThat(hash.matches(bytes(""))).isFalse();
    assertThat(hash.problem()).isEmpty();
  }

  @Test
  void checkingLeavesThePasswordAsItIs() {
    byte[] password = bytes("sécret");

    PasswordHash.parse("$1$saltsalt$JuLe1nEZL3b8Xr5YCXO7u1").matches(password);

    assertThat(password).isEqualTo(bytes("sécret"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "!",
        "{PLAIN}secret",
        "{SHA}c2hvcnQ=",
        "{SSHA}not base64!",
        "{MD5RAW}xyz",
        "$y$j9T$salt$hash",
        "$6$saltsalt$cut",
        "$2y$99$abcdefghijklmnopqrstuue73ccPeu6jOIGNYCxh9sGEWx4Cb.zJm"
      })
  void whatIsNoKnownHashMatchesNothingAndSaysWhy(String stored) {
    PasswordHash hash = PasswordHash.parse(stored);

    assertThat(hash.matches(bytes(stored))).isFalse();
    assertThat(hash.matches(bytes("secret"))).isFalse();
    assertThat(hash.problem()).isPresent();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
