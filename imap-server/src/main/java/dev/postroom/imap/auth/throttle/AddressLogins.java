package dev.postroom.imap.auth.throttle;

import java.time.Instant;

/** Who has lately tried to log in from one address, with what success. */
final class AddressLogins {

  /** So many users who logged in are remembered. */
  private static final int MOST_WELCOME = 64;

  private final ThrottleSettings settings;
  private final RecentNames<String> failing;
  private final RecentNames<String> welcome;
  private final WaitingGuesses waiting = new WaitingGuesses();

  AddressLogins(ThrottleSettings settings) {
    this.settings = settings;
    this.failing = new RecentNames<>(mostThatMatter(MOST_WELCOME), settings.forgetting());
    this.welcome = new RecentNames<>(MOST_WELCOME, settings.familiarity());
  }

  /** More names change no delay; where nobody logs in, none are kept in vain. */
  private int mostThatMatter(int welcomeUsers) {
    return settings.freeUsers() + welcomeUsers + WrongPasswords.MOST;
  }

  void failed(String user, Instant now) {
    failing.add(user, now);
    failing.keep(mostThatMatter(welcome.count(now)));
  }

  int remembered() {
    return failing.size() + welcome.size();
  }

  void succeeded(String user, Instant now) {
    failing.remove(user);
    welcome.add(user, now);
  }

  /** By how many users more than is usual for so many people passwords were wrong. */
  int excess(Instant now) {
    return failing.count(now) - settings.freeUsers() - welcome.count(now) + 1;
  }

  WaitingGuesses waiting() {
    return waiting;
  }
}
