package dev.postroom.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.auth.Account;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountOptionsTest {

  @ParameterizedTest
  @CsvSource({
    "1, true",
    "true, true",
    "Yes, true",
    "2x, true",
    "-1, true",
    "0, false",
    "00, false",
    "no, false",
    "on, false",
    "'', false",
  })
  void anOptionIsOnByTheRuleOfCourier(String value, boolean on) {
    var account =
        new Account(
            "alice",
            Path.of("/home/alice"),
            Path.of("/home/alice/Maildir"),
            Optional.empty(),
            Map.of("disableimap", value));
    assertThat(AccountOptions.isOn(account, "disableimap")).isEqualTo(on);
    assertThat(AccountOptions.isOn(account, "disableinsecureimap")).isFalse();
  }
}
