package dev.postroom.imap.auth.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.auth.throttle.GuessThrottle.Admission;
import dev.postroom.testing.ManualClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GuessThrottleTest {

  private static final String OFFICE = "203.0.113.7";
  private static final String ELSEWHERE = "198.51.100.1";

  private final ManualClock clock = new ManualClock();
  private final GuessThrottle throttle =
      new GuessThrottle(ThrottleSettings.beginningWith(Duration.ofSeconds(5)), clock);

  private static Guess guess(String address, String user) {
    return new Guess(address, user, OptionalLong.empty());
  }

  /** Waits as told, is wrong; the seconds before and behind the look at the password. */
  private String wrong(Guess guess) {
    return switch (throttle.admit(guess)) {
      case Admission.After(Duration delay) -> {
        clock.advance(delay);
        Duration held = throttle.failed(guess, delay);
        yield delay.toSeconds() + "+" + held.toSeconds();
      }
      case Admission.Refused _ -> "refused";
    };
  }

  private Duration delay(Guess guess) {
    Admission admission = throttle.admit(guess);
    assertThat(admission).isInstanceOf(Admission.After.class);
    return ((Admission.After) admission).delay();
  }

  @Test
  void delaysGrowAndAreBounded() {
    List<String> delays = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      delays.add(wrong(guess(OFFICE, "anna")));
    }
    assertThat(delays)
        .containsExactly("0+5", "0+10", "0+20", "5+25", "10+20", "20+10", "30+0", "30+0");
  }

  @Test
  void onlyThatUserIsSlowedAndOnlyThere() {
    for (int i = 0; i < 10; i++) {
      wrong(guess(OFFICE, "anna"));
    }
    assertThat(delay(guess(OFFICE, "anna"))).isEqualTo(Duration.ofSeconds(30));
    assertThat(delay(guess(OFFICE, "ben"))).isZero();
    assertThat(delay(guess(ELSEWHERE, "anna"))).isZero();
  }

  @Test
  void theSameWrongPasswordAgainIsNoGuess() {
    var fingerprints = new Fingerprints(new SecureRandom());
    var telephone = new Guess(OFFICE, "anna", fingerprints.of("old".toCharArray()));
    for (int i = 0; i < 100; i++) {
      assertThat(wrong(telephone)).isEqualTo("0+5");
      clock.advance(Duration.ofSeconds(5));
    }
    assertThat(delay(new Guess(OFFICE, "anna", fingerprints.of("new".toCharArray())))).isZero();
  }

  @Test
  void theSameWrongPasswordIsLookedAtOnceInFiveSecondsHoweverOftenItIsSent() {
    var same = new Guess(OFFICE, "anna", OptionalLong.of(1));
    wrong(same);
    List<Admission> admissions = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      admissions.add(throttle.admit(same));
    }
    assertThat(admissions)
        .startsWith(
            Stream.of(5, 10, 15, 20, 25, 30)
                .map(Duration::ofSeconds)
                .map(Admission.After::new)
                .toArray(Admission[]::new))
        .endsWith(
            new Admission.Refused(
                "203.0.113.7 sends the same wrong password faster than it is looked at"));
    assertThat(delay(guess(OFFICE, "ben"))).isZero();
    assertThat(delay(new Guess(OFFICE, "anna", OptionalLong.of(2)))).isZero();

    clock.advance(Duration.ofSeconds(5));
    assertThat(delay(same)).isEqualTo(Duration.ofSeconds(30));
    clock.advance(Duration.ofMinutes(1));
    assertThat(delay(same)).isZero();
  }

  @Test
  void oneUserIsOneHoweverHisNameIsSpelled() {
    wrong(guess(OFFICE, "anna@example.com"));
    wrong(guess(OFFICE, "Anna@Example.com"));
    assertThat(wrong(guess(OFFICE, " ANNA@EXAMPLE.COM "))).isEqualTo("0+20");
  }

  @Test
  void whatWasWrongIsForgotten() {
    for (int i = 0; i < 10; i++) {
      wrong(guess(OFFICE, "anna"));
    }
    clock.advance(Duration.ofMinutes(15).plusSeconds(1));
    assertThat(wrong(guess(OFFICE, "anna"))).isEqualTo("0+5");
  }

  @Test
  void aLoginEndsTheWaitOfThatUserThere() {
    for (int i = 0; i < 10; i++) {
      wrong(guess(OFFICE, "anna"));
    }
    delay(guess(OFFICE, "anna"));
    throttle.succeeded(guess(OFFICE, "anna"));
    assertThat(delay(guess(OFFICE, "anna"))).isZero();
  }

  @Test
  void whoTriesManyUsersWaitsForEach() {
    List<String> delays = new ArrayList<>();
    for (int user = 0; user < 12; user++) {
      delays.add(wrong(guess(ELSEWHERE, "user" + user)));
    }
    assertThat(delays)
        .startsWith("0+5", "0+5", "0+5", "0+5", "0+5", "0+5", "0+5", "0+5")
        .endsWith("5+0", "10+0", "20+0", "30+0");
    assertThat(delay(guess(OFFICE, "user0"))).isZero();
  }

  @Test
  void whoHasLoggedInThereIsNotSlowedByTheOthers() {
    throttle.succeeded(guess(OFFICE, "anna"));
    for (int user = 0; user < 20; user++) {
      wrong(guess(OFFICE, "user" + user));
    }
    assertThat(delay(guess(OFFICE, "anna"))).isZero();
    assertThat(delay(guess(OFFICE, "ben"))).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void inALargeOfficeMorePasswordsMayBeWrong() {
    for (int user = 0; user < 50; user++) {
      throttle.succeeded(guess(OFFICE, "user" + user));
    }
    for (int user = 100; user < 157; user++) {
      assertThat(wrong(guess(OFFICE, "user" + user))).isEqualTo("0+5");
    }
    wrong(guess(OFFICE, "user157"));
    assertThat(delay(guess(OFFICE, "new"))).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void aUserWhoIsGuessedAtFromEverywhereIsNotShutOutWhereHeUsuallyIs() {
    throttle.succeeded(guess(OFFICE, "anna"));
    for (int bot = 0; bot < 1000; bot++) {
      wrong(guess("192.0.2." + bot, "anna"));
    }
    assertThat(delay(guess(OFFICE, "anna"))).isZero();
    assertThat(delay(guess(ELSEWHERE, "anna"))).isEqualTo(Duration.ofSeconds(30));
    assertThat(delay(guess(ELSEWHERE, "ben"))).isZero();
  }

  @Test
  void onlySoManyOfAnAddressWaitAndLeavingDoesNotHelp() {
    for (int i = 0; i < 10; i++) {
      wrong(guess(ELSEWHERE, "anna"));
    }
    for (int i = 0; i < 8; i++) {
      assertThat(delay(guess(ELSEWHERE, "anna"))).isEqualTo(Duration.ofSeconds(30));
    }
    assertThat(throttle.admit(guess(ELSEWHERE, "anna")))
        .isEqualTo(
            new Admission.Refused(
                "8 logins from 198.51.100.1 wait already because of wrong passwords"));
    assertThat(delay(guess(ELSEWHERE, "ben"))).isZero();
    assertThat(delay(guess(OFFICE, "anna"))).isZero();

    clock.advance(Duration.ofSeconds(30));
    assertThat(delay(guess(ELSEWHERE, "anna"))).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void ofALongNameOnlyTheBeginningIsRemembered() {
    Guess guess = guess(ELSEWHERE, "x".repeat(60_000));
    assertThat(guess.user()).hasSize(64);
    wrong(guess);
    assertThat(throttle.failed(guess(ELSEWHERE, "x".repeat(64) + "y"), Duration.ZERO))
        .isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aFloodIsForgottenRatherThanKept() {
    for (int i = 0; i < 200_000; i++) {
      throttle.failed(guess("10." + i, "user" + i), Duration.ZERO);
    }
    assertThat(throttle.remembered())
        .isEqualTo(
            GuessThrottle.MAX_FAILING + GuessThrottle.MAX_ADDRESSES + GuessThrottle.MAX_USERS);
  }

  @Test
  void ofAnAddressAsManyNamesAreKeptAsMatter() {
    var logins = new AddressLogins(ThrottleSettings.beginningWith(Duration.ofSeconds(5)));
    for (int user = 0; user < 1000; user++) {
      logins.failed("user" + user, clock.instant());
    }
    assertThat(logins.remembered()).isEqualTo(8 + 8);
    assertThat(logins.excess(clock.instant())).isEqualTo(9);

    for (int user = 0; user < 1000; user++) {
      logins.succeeded("colleague" + user, clock.instant());
      logins.failed("user" + user, clock.instant());
    }
    assertThat(logins.remembered()).isEqualTo(8 + 64 + 8 + 64);
  }
}
