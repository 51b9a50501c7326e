package dev.postroom.imap.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
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
    var options = new AccountOptions(Map.of("disableimap", value));
    assertThat(options.isOn("disableimap")).isEqualTo(on);
    assertThat(options.isOn("disableinsecureimap")).isFalse();
  }

  @Test
  void aBareNameIsOnAndTheLastOfSeveralCountsButGroupsAddUp() {
    var options =
        AccountOptions.parse("disablepop3, sharedgroup=a,sharedgroup = b,group=staff,,group=sales");

    assertThat(options.values())
        .isEqualTo(Map.of("disablepop3", "1", "sharedgroup", "b", "group", "staff,sales"));
    assertThat(options.groups()).containsExactlyInAnyOrder("staff", "sales");
    assertThat(AccountOptions.NONE.groups()).isEmpty();
  }

  @Test
  void defaultsFillInWhatTheAccountDoesNotSay() {
    var options =
        AccountOptions.parse("disableimap=0,group=staff")
            .or(AccountOptions.parse("disableimap=1,group=all,disableinsecureimap"));

    assertThat(options)
        .isEqualTo(AccountOptions.parse("disableimap=0,group=staff,disableinsecureimap=1"));
  }
}
