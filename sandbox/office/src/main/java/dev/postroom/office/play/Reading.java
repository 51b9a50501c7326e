package dev.postroom.office.play;

import dev.postroom.office.client.ImapConnection;
import java.io.IOException;
import java.time.Duration;

/** A mail program's connection: logs in, opens INBOX and waits for mail. */
record Reading(Person person) implements Habit {

  private static final Duration RENEWAL = Duration.ofMinutes(10);

  @Override
  public void use(ImapConnection connection, Counters counters) throws IOException {
    try {
      read(connection, counters);
    } finally {
      if (!Thread.currentThread().isInterrupted()) {
        counters.lost();
      }
    }
  }

  private void read(ImapConnection connection, Counters counters) throws IOException {
    if (!connection.login(person.name(), person.password())) {
      counters.loginFailed();
      throw new IOException("the password of " + person.name() + " was not accepted");
    }
    connection.selectInbox();
    counters.connected();
    try {
      connection.idleUntilTheEnd(RENEWAL);
    } finally {
      counters.disconnected();
    }
  }
}
