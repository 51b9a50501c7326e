package dev.postroom.imap.server;

import dev.postroom.imap.admission.Decision.Admitted;
import dev.postroom.imap.admission.Decision.Refused;
import dev.postroom.imap.auth.Account;
import dev.postroom.imap.net.Arrival;
import dev.postroom.imap.net.ConnectionEvents;
import dev.postroom.imap.session.Connection;
import dev.postroom.imap.session.SessionEvents;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Tells several listeners what happens, in their order. */
record Broadcast(List<ConnectionEvents> connections, List<SessionEvents> sessions)
    implements ConnectionEvents, SessionEvents {

  /** With one more who is told of sessions, after the others. */
  Broadcast and(SessionEvents more) {
    return new Broadcast(connections, Stream.concat(sessions.stream(), Stream.of(more)).toList());
  }

  @Override
  public void arrived(Arrival arrival) {
    connections.forEach(each -> each.arrived(arrival));
  }

  @Override
  public void admitted(InetSocketAddress from, Admitted decision) {
    connections.forEach(each -> each.admitted(from, decision));
  }

  @Override
  public void refused(InetSocketAddress from, Refused decision) {
    connections.forEach(each -> each.refused(from, decision));
  }

  @Override
  public void handshake(Handshake handshake) {
    connections.forEach(each -> each.handshake(handshake));
  }

  @Override
  public void received(int bytes) {
    connections.forEach(each -> each.received(bytes));
  }

  @Override
  public void sent(int bytes) {
    connections.forEach(each -> each.sent(bytes));
  }

  @Override
  public void closed(InetSocketAddress from) {
    connections.forEach(each -> each.closed(from));
  }

  @Override
  public void loggedIn(Connection connection, Account account, String mechanism) {
    sessions.forEach(each -> each.loggedIn(connection, account, mechanism));
  }

  @Override
  public void loginFailed(Connection connection, String user, String method) {
    sessions.forEach(each -> each.loginFailed(connection, user, method));
  }

  @Override
  public void loginUndecided(Connection connection, String method, Undecided why) {
    sessions.forEach(each -> each.loginUndecided(connection, method, why));
  }

  @Override
  public void identified(Connection connection, Account account, List<ClientField> client) {
    sessions.forEach(each -> each.identified(connection, account, client));
  }

  @Override
  public void expunged(Connection connection, Account account, Path file, boolean inTrash) {
    sessions.forEach(each -> each.expunged(connection, account, file, inTrash));
  }

  @Override
  public void idling(Connection connection, boolean begins) {
    sessions.forEach(each -> each.idling(connection, begins));
  }

  @Override
  public void command(Connection connection, String name, long nanos, Completion completion) {
    sessions.forEach(each -> each.command(connection, name, nanos, completion));
  }

  @Override
  public void ended(Connection connection, Account account, Ending ending, Traffic traffic) {
    sessions.forEach(each -> each.ended(connection, account, ending, traffic));
  }
}
