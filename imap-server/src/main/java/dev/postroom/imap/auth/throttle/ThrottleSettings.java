package dev.postroom.imap.auth.throttle;

import java.time.Duration;

/**
 * How guesses are slowed. A delay begins with {@code first} and doubles up to {@code longest}.
 *
 * @param first how long the answer to a first wrong password is held back
 * @param longest no login waits longer, and no answer is held back longer
 * @param freeTries so many different wrong passwords of one user at one address do not make the
 *     next one wait before it is looked at
 * @param freeUsers of so many users the password may lately have been wrong at one address, before
 *     the others there wait; each user who has logged in there counts for one more
 * @param freeAddresses at so many addresses the password of one user may lately have been wrong,
 *     before he waits where he has not logged in before
 * @param waitingPerAddress so many logins of one address may wait; the next one is refused unseen
 * @param forgetting after how long a wrong password is forgotten
 * @param familiarity how long it is remembered that a user has logged in at an address
 */
public record ThrottleSettings(
    Duration first,
    Duration longest,
    int freeTries,
    int freeUsers,
    int freeAddresses,
    int waitingPerAddress,
    Duration forgetting,
    Duration familiarity) {

  private static final int LONGEST_IN_FIRSTS = 6;

  /** The usual: with Courier's 5 s to begin with, nothing takes longer than 30 s. */
  public static ThrottleSettings beginningWith(Duration first) {
    return new ThrottleSettings(
        first,
        first.multipliedBy(LONGEST_IN_FIRSTS),
        3,
        8,
        8,
        8,
        Duration.ofMinutes(15),
        Duration.ofDays(30));
  }

  /** The delay after so many steps, of which the first is 1; nothing before that. */
  Duration delay(int steps) {
    if (steps <= 0) {
      return Duration.ZERO;
    }
    Duration delay = first;
    for (int step = 1; step < steps && delay.compareTo(longest) < 0; step++) {
      delay = delay.multipliedBy(2);
    }
    return delay.compareTo(longest) < 0 ? delay : longest;
  }
}
