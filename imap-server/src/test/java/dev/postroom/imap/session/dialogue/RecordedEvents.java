package dev.postroom.imap.session.dialogue;

import dev.postroom.imap.auth.Account;
import dev.postroom.imap.session.Connection;
import dev.postroom.imap.session.SessionEvents;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what it is told, in words. */
final class RecordedEvents implements SessionEvents {

  final List<String> logins = new CopyOnWriteArrayList<>();
  final List<String> commands = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> endings = new LinkedBlockingQueue<>();

  @Override
  public void loggedIn(Connection connection, Account account, String mechanism) {
    logins.add("in " + account.user() + " " + mechanism);
  }

  @Override
  public void loginFailed(Connection connection, String user, String method) {
    logins.add("failed " + user + " '" + method + "'");
  }

  @Override
  public void loginUndecided(Connection connection, String method, Undecided why) {
    logins.add(why + " '" + method + "'");
  }

  @Override
  public void identified(Connection connection, Account account, List<ClientField> client) {
    commands.add("client of " + account.user() + " " + client);
  }

  @Override
  public void command(Connection connection, String name, long nanos, Completion completion) {
    commands.add(name + " " + completion);
  }

  @Override
  public void ended(Connection connection, Account account, Ending ending, Traffic traffic) {
    endings.add(
        ending
            + " "
            + (account == null ? "nobody" : account.user())
            + " headers="
            + traffic.headers()
            + " body="
            + traffic.body());
  }

  /** How the session ended; waits for it, not for ever. */
  String ending() throws InterruptedException {
    return endings.poll(60, TimeUnit.SECONDS);
  }
}
