package dev.postroom.imap.auth.throttle;

import dev.postroom.imap.auth.throttle.Guess.Pair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Slows those who guess passwords, and nobody else.
 *
 * <ul>
 *   <li>What counts first is one user at one address. The same wrong password again is no guess,
 *       but it takes turns: looking at it costs as much.
 *   <li>An address at which the passwords of many users are wrong makes others wait, unless they
 *       have logged in from there before. The more users have logged in from an address, the more
 *       may fail there.
 *   <li>A user whose password is wrong at many addresses waits where he has not logged in before,
 *       and nowhere else. Nothing ever locks him out.
 * </ul>
 *
 * <p>Every table is bounded; what was used longest ago is forgotten first. Thread-safe; each call
 * is brief.
 */
public final class GuessThrottle {

  /** How many pairs of user and address with wrong passwords are remembered. */
  static final int MAX_FAILING = 50_000;

  /** How many pairs of user and address are remembered that logged in. */
  static final int MAX_FAMILIAR = 50_000;

  static final int MAX_ADDRESSES = 4_096;

  static final int MAX_USERS = 16_384;

  private final ThrottleSettings settings;
  private final Clock clock;
  private final BoundedTable<Pair, WrongPasswords> failing = new BoundedTable<>(MAX_FAILING);
  private final RecentNames<Pair> familiar;
  private final BoundedTable<String, AddressLogins> addresses = new BoundedTable<>(MAX_ADDRESSES);
  private final BoundedTable<String, RecentNames<String>> users = new BoundedTable<>(MAX_USERS);

  public GuessThrottle(ThrottleSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.familiar = new RecentNames<>(MAX_FAMILIAR, settings.familiarity());
  }

  /** What becomes of a login before it is looked at. */
  public sealed interface Admission {

    /**
     * It is looked at after that time, in which no thread need be held.
     *
     * @param delay possibly zero
     */
    record After(Duration delay) implements Admission {}

    /** It is not looked at: too many of its address wait already. */
    record Refused(String reason) implements Admission {}
  }

  /** Decides about a login that has not been looked at. */
  public synchronized Admission admit(Guess guess) {
    Instant now = clock.instant();
    Duration delay = delay(guess, now);
    if (delay.isZero()) {
      return again(guess, now);
    }
    boolean taken =
        address(guess).waiting().take(now, now.plus(delay), settings.waitingPerAddress());
    return taken
        ? new Admission.After(delay)
        : new Admission.Refused(
            "%d logins from %s wait already because of wrong passwords"
                .formatted(settings.waitingPerAddress(), guess.address()));
  }

  /** What is no guess may be the same wrong password again, and is looked at in its turn. */
  private Admission again(Guess guess, Instant now) {
    Duration delay =
        failing
            .find(guess.pair())
            .filter(wrong -> wrong.known(guess.fingerprint(), now))
            .map(wrong -> wrong.untilLook(now))
            .orElse(Duration.ZERO);
    return delay.compareTo(settings.longest()) <= 0
        ? new Admission.After(delay)
        : new Admission.Refused(
            "%s sends the same wrong password faster than it is looked at"
                .formatted(guess.address()));
  }

  private Duration delay(Guess guess, Instant now) {
    Duration ofPair =
        failing
            .find(guess.pair())
            .filter(wrong -> !wrong.known(guess.fingerprint(), now))
            .map(wrong -> settings.delay(wrong.count(now) - settings.freeTries() + 1))
            .orElse(Duration.ZERO);
    if (familiar.contains(guess.pair(), now)) {
      return ofPair;
    }
    Duration ofAddress =
        addresses
            .find(guess.address())
            .map(logins -> settings.delay(logins.excess(now)))
            .orElse(Duration.ZERO);
    Duration ofUser =
        users
            .find(guess.user())
            .map(from -> settings.delay(from.count(now) - settings.freeAddresses() + 1))
            .orElse(Duration.ZERO);
    return Stream.of(ofPair, ofAddress, ofUser).max(Comparator.naturalOrder()).orElseThrow();
  }

  /**
   * Notes that the password was wrong.
   *
   * @param waited how long the login has waited before it was looked at
   * @return for how long the answer is to be held back
   */
  public synchronized Duration failed(Guess guess, Duration waited) {
    Instant now = clock.instant();
    WrongPasswords wrong = failing.findOrAdd(guess.pair(), () -> new WrongPasswords(settings));
    wrong.add(guess.fingerprint(), now);
    if (!familiar.contains(guess.pair(), now)) {
      address(guess).failed(guess.user(), now);
      users
          .findOrAdd(
              guess.user(),
              () ->
                  new RecentNames<>(
                      settings.freeAddresses() + WrongPasswords.MOST, settings.forgetting()))
          .add(guess.address(), now);
    }
    Duration held = settings.delay(wrong.count(now)).minus(waited);
    return held.isNegative() ? Duration.ZERO : held;
  }

  /** Notes that the user has logged in. */
  public synchronized void succeeded(Guess guess) {
    Instant now = clock.instant();
    failing.remove(guess.pair());
    familiar.add(guess.pair(), now);
    address(guess).succeeded(guess.user(), now);
    users.find(guess.user()).ifPresent(from -> from.remove(guess.address()));
  }

  /** How long the answer to what nobody can guess at is held back, such as a token. */
  public Duration unguessed() {
    return settings.first();
  }

  private AddressLogins address(Guess guess) {
    return addresses.findOrAdd(guess.address(), () -> new AddressLogins(settings));
  }

  /** How much is remembered, of all kinds together. */
  synchronized int remembered() {
    return failing.size() + addresses.size() + users.size();
  }
}
