package dev.postroom.imap.auth.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {

  /**
   * Made by openssl passwd, Perl's crypt, Python's hashlib and the argon2 tool from {@code sécret}
   * in UTF-8.
   */
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
        "{SMD5}ujUmM25ViM4PsQ+OZzCpz3NhbHRzYWx0c2FsdA==",
        "{SSHA256}z509mDbO7tJLanTmgLDDR7eYw0bS07TuHTQaSsataW1zYWx0c2FsdHNhbHQ=",
        "{SSHA512}LuYrLfRFoGtOVaoHjliiXaECIwtstQVbfRdzr6s7UzeMjzMAJG02EXhegxrveFSVqX33jH79vbBJk+7u2FHjHHNhbHRzYWx0c2FsdA==",
        "{CRYPT}$1$saltsalt$JuLe1nEZL3b8Xr5YCXO7u1",
        "$1$saltsalt$JuLe1nEZL3b8Xr5YCXO7u1",
        "$5$saltsalt$c0iPsezf5/eQGa9FXfmzNPGBvU4eJOb7KxMB3ghSeC7",
        "$6$saltsalt$u52K27Qr01mTxcBXDlJJRtzDuH3mXs4caJA26MtkWZ6q4JaJTZMs7A0VySYTfsRtcIX/nvURevC7UQAtqfONl1",
        "{SHA512-CRYPT}$6$saltsalt$u52K27Qr01mTxcBXDlJJRtzDuH3mXs4caJA26MtkWZ6q4JaJTZMs7A0VySYTfsRtcIX/nvURevC7UQAtqfONl1",
        "$2y$05$abcdefghijklmnopqrstuue73ccPeu6jOIGNYCxh9sGEWx4Cb.zJm",
        "{CRYPT}$2y$05$abcdefghijklmnopqrstuue73ccPeu6jOIGNYCxh9sGEWx4Cb.zJm",
        "ab3TLBXmeOVag",
        "$argon2id$v=19$m=4096,t=2,p=1$c2FsdHNhbHQ$OdzSzXw8vLEBq6y1KENseCGLEB1QD0GQuOCSHwUwwFE",
        "{ARGON2I}$argon2i$v=19$m=4096,t=2,p=4$c2FsdHNhbHQ$SjSPQFphmEhiigVOGAJwETJIZQ8/t/bnf8DTlGIWfhw",
        "$argon2d$v=19$m=1024,t=1,p=1$c2FsdHNhbHQ$Mh2RuW0bNm44Rqf7M/lT3uwroJXNa8NEL2SstyWUbhE",
        "{SCRAM-SHA-1}4096,c2FsdHNhbHRzYWx0,1H9zZpizYmQCoqvvMocu+z+yhhg=,s987Oo04EoQrFi0qbQlWIeiY41Y=",
        "{SCRAM-SHA-256}4096,c2FsdHNhbHRzYWx0,KauH9FS+o0uNqLJwBL5/bf+FBhHtvoZC4lBc2BUlyMM=,BK2KWv3ZfWfz1JzATYe4Lu8/lG0OGB9Cp/gQL8MlseE=",
        "{PLAIN}sécret",
      })
  void everyFormKnowsItsPasswordAndNoOtherAndShowsNothing(String stored) {
    PasswordHash hash = PasswordHash.parse(stored);

    assertThat(hash.problem()).isEmpty();
    assertThat(hash.matches(bytes("sécret"))).isTrue();
    assertThat(hash.matches(bytes("secret"))).isFalse();
    assertThat(hash.matches(bytes(""))).isFalse();
    assertThat(hash.toString()).doesNotContain(stored.substring(stored.length() - 6));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$1$saltsalt$JuLe1nEZL3b8Xr5YCXO7u1",
        "$2y$05$abcdefghijklmnopqrstuue73ccPeu6jOIGNYCxh9sGEWx4Cb.zJm",
        "$argon2d$v=19$m=1024,t=1,p=1$c2FsdHNhbHQ$Mh2RuW0bNm44Rqf7M/lT3uwroJXNa8NEL2SstyWUbhE",
      })
  void checkingLeavesThePasswordAsItIsAndTakesAnyLength(String stored) {
    byte[] password = bytes("sécret".repeat(70));

    assertThat(PasswordHash.parse(stored).matches(password)).isFalse();

    assertThat(password).isEqualTo(bytes("sécret".repeat(70)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "!",
        "{ROT13}secret",
        "{SHA}c2hvcnQ=",
        "{SHA}w/w6jRP13KuaiiFWmP7Qg2HGAAxzYWx0",
        "{SSHA}not base64!",
        "{MD5RAW}xyz",
        "{SCRAM-SHA-1}0,c2FsdA==,1H9zZpizYmQCoqvvMocu+z+yhhg=,s987Oo04EoQrFi0qbQlWIeiY41Y=",
        "{SCRAM-SHA-256}1,c2FsdA==,1H9zZpizYmQCoqvvMocu+z+yhhg=,s987Oo04EoQrFi0qbQlWIeiY41Y=",
        "$y$j9T$salt$hash",
        "$6$saltsalt$cut",
        "$6$$u52K27Qr01mTxcBXDlJJRtzDuH3mXs4caJA26MtkWZ6q4JaJTZMs7A0VySYTfsRtcIX/nvURevC7UQAtqfONl1",
        "$5$a_b$c0iPsezf5/eQGa9FXfmzNPGBvU4eJOb7KxMB3ghSeC7",
        "$1$$c0iPsezf5/eQGa9FXfmzNP",
        "$2x$05$abcdefghijklmnopqrstuue73ccPeu6jOIGNYCxh9sGEWx4Cb.zJm",
        "$2y$99$abcdefghijklmnopqrstuue73ccPeu6jOIGNYCxh9sGEWx4Cb.zJm",
        "$argon2id$v=19$m=4,t=2,p=1$c2FsdHNhbHQ$OdzSzXw8vLEBq6y1KENseCGLEB1QD0GQuOCSHwUwwFE",
        "$argon2id$v=19$m=4096,t=0,p=1$c2FsdHNhbHQ$OdzSzXw8vLEBq6y1KENseCGLEB1QD0GQuOCSHwUwwFE",
        "$argon2id$v=19$m=4096,t=1,p=0$c2FsdHNhbHQ$OdzSzXw8vLEBq6y1KENseCGLEB1QD0GQuOCSHwUwwFE",
      })
  void whatIsNoKnownHashMatchesNothingAndSaysWhy(String stored) {
    PasswordHash hash = PasswordHash.parse(stored);

    assertThat(hash.matches(bytes(stored))).isFalse();
    assertThat(hash.matches(bytes("secret"))).isFalse();
    assertThat(hash.problem()).isPresent();
  }

  /** Each has, right of the bar, what the log says: an account must not keep the server busy. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$6$rounds=1000001$saltsalt$u52K27Qr01mTxcBXDlJJRtzDuH3mXs4caJA26MtkWZ6q4JaJTZMs7A0VySYTfsRtcIX/nvURevC7UQAtqfONl1"
            + "|the hash has 1000001 rounds; at most 1000000 are computed here",
        "$5$rounds=999999999$saltsalt$c0iPsezf5/eQGa9FXfmzNPGBvU4eJOb7KxMB3ghSeC7"
            + "|the hash has 999999999 rounds; at most 1000000 are computed here",
        "$2y$15$abcdefghijklmnopqrstuue73ccPeu6jOIGNYCxh9sGEWx4Cb.zJm"
            + "|the hash has the cost 15; at most 14 is computed here",
        "$argon2id$v=19$m=131073,t=2,p=1$c2FsdHNhbHQ$OdzSzXw8vLEBq6y1KENseCGLEB1QD0GQuOCSHwUwwFE"
            + "|the hash has m=131073,t=2,p=1; at most m=131072 (KiB, and a quarter of the heap),t=10,p=16 is computed here",
        "$argon2id$v=19$m=4096,t=11,p=1$c2FsdHNhbHQ$OdzSzXw8vLEBq6y1KENseCGLEB1QD0GQuOCSHwUwwFE"
            + "|the hash has m=4096,t=11,p=1; at most m=131072 (KiB, and a quarter of the heap),t=10,p=16 is computed here",
        "{SCRAM-SHA-1}1000001,c2FsdA==,1H9zZpizYmQCoqvvMocu+z+yhhg=,s987Oo04EoQrFi0qbQlWIeiY41Y="
            + "|the keys have 1000001 iterations; 1 to 1000000 are computed here",
      })
  void aHashThatWouldCostTooMuchIsNotComputed(String stored, String problem) {
    assertThat(PasswordHash.parse(stored)).isEqualTo(new Unusable(problem));
  }

  @Test
  void aHashOfYescryptSaysWhatToDoInstead() {
    assertThat(
            PasswordHash.parse(
                "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$tnSYvahCwPBHKZUspmcxMfb0.WiB9W.zEaKlOBL35rC"))
        .isEqualTo(
            new Unusable(
                "yescrypt and scrypt cannot be checked here; set a new password, hashed with bcrypt"
                    + " ($2y$), argon2id or SHA-512 crypt ($6$)"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
