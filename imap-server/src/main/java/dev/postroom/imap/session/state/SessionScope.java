package dev.postroom.imap.session.state;

import dev.postroom.imap.auth.sasl.SaslMechanism;
import dev.postroom.imap.auth.sasl.Transport;
import dev.postroom.imap.command.Enabled;
import dev.postroom.imap.command.Extension;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.session.Connection;
import dev.postroom.imap.session.ProtocolTrace;
import dev.postroom.imap.session.SessionServices;
import dev.postroom.imap.session.SessionSettings;
import dev.postroom.imap.wire.Fragment;
import dev.postroom.imap.wire.ResponseEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * What the commands of one session share: its connection, its state, and where answers go. Used by
 * one thread at a time.
 */
public final class SessionScope {

  private final Connection connection;
  private final SessionServices services;
  private final ResponseEncoder out;
  private final SentBytes counter = new SentBytes();
  private Enabled enabled = Enabled.NOTHING;
  private ProtocolTrace trace = ProtocolTrace.NONE;
  private TracedInput tracedInput = new TracedInput(trace);
  private SessionState state = new SessionState.NotAuthenticated();

  public SessionScope(Connection connection, SessionServices services, ResponseEncoder out) {
    this.connection = connection;
    this.services = services;
    this.out = out;
  }

  /** The connection to the client. */
  public Connection connection() {
    return connection;
  }

  /** What the house does for its sessions. */
  public SessionServices services() {
    return services;
  }

  /** The settings in force now. */
  public SessionSettings settings() {
    return services.settings().get();
  }

  /** What the client is told by. */
  public ResponseEncoder out() {
    return out;
  }

  /** Counts what of messages is sent. */
  public SentBytes counter() {
    return counter;
  }

  /** Who is logged in, and what is selected. */
  public SessionState state() {
    return state;
  }

  /** What CAPABILITY tells in this state. */
  public String capabilities() {
    return CapabilityText.of(settings(), connection, state, possible());
  }

  private Predicate<SaslMechanism> possible() {
    Transport transport = transport();
    return mechanism -> services.logins().mechanisms().isPossible(mechanism, transport);
  }

  /** What the connection has to offer to mechanisms now. */
  public Transport transport() {
    return new Transport(connection.serverCertificate(), connection.clientCertificate());
  }

  /** Whether CAPABILITY announces that mechanism now. */
  public boolean announces(SaslMechanism mechanism) {
    return Arrays.stream(capabilities().split(" "))
        .anyMatch(word -> SaslMechanism.announcedBy(word).filter(mechanism::equals).isPresent());
  }

  /** What the client has turned on. */
  public Enabled enabled() {
    return enabled;
  }

  /**
   * Turns an extension on, by ENABLE or by a command that implies it. A client that goes by
   * mod-sequences from now on is told where the selected mailbox stands (RFC 7162 section 3.1).
   */
  public void enable(Extension extension) throws IOException {
    boolean condstore = enabled.has(Extension.CONDSTORE);
    enabled = enabled.with(extension);
    if (!condstore
        && enabled.has(Extension.CONDSTORE)
        && state instanceof SessionState.Selected selected) {
      selected.view().reportHighestModSeq();
    }
    if (enabled.utf8()) {
      out.useUtf8();
    }
  }

  /** Goes into another state. With the login a trace begins, where the account has one. */
  public void enter(SessionState next) {
    if (next instanceof SessionState.LoggedIn user && !(state instanceof SessionState.LoggedIn)) {
      trace = services.traces().apply(user.account());
      tracedInput = new TracedInput(trace);
    }
    state = next;
  }

  /** Takes note of what was read. */
  public void read(Fragment fragment) {
    tracedInput.read(fragment);
  }

  /** Takes note of what is about to be sent. */
  public void sent(ByteBuffer bytes) {
    trace.sent(bytes);
  }

  /** Looks for what others did to the selected mailbox, if there is one. */
  public void refresh() throws MailboxException {
    if (state instanceof SessionState.Selected selected) {
      selected.view().refresh();
    }
  }

  /** Leaves the selected mailbox, if there is one. */
  public void leaveMailbox() {
    if (state instanceof SessionState.Selected selected) {
      state = new SessionState.Authenticated(selected.account(), selected.store());
      selected.view().close();
    }
  }

  /** Leaves the mailbox and the mail. */
  public void leave() {
    leaveMailbox();
    if (state instanceof SessionState.LoggedIn user) {
      user.store().close();
    }
    trace.close();
    trace = ProtocolTrace.NONE;
    state = new SessionState.LoggedOut();
  }
}
