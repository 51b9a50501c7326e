package dev.postroom.imap.session.dialogue;

import dev.postroom.imap.command.CommandParser;
import dev.postroom.imap.session.ByeReason;
import dev.postroom.imap.session.Connection;
import dev.postroom.imap.session.SessionEvents;
import dev.postroom.imap.session.SessionEvents.Ending;
import dev.postroom.imap.session.SessionEvents.Traffic;
import dev.postroom.imap.session.SessionServices;
import dev.postroom.imap.session.SessionSettings;
import dev.postroom.imap.session.Timer;
import dev.postroom.imap.session.input.ClientInput;
import dev.postroom.imap.session.input.SilentClientException;
import dev.postroom.imap.session.state.SentBytes;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One client's session, from the greeting to the end. {@code net} creates one for an admitted
 * connection, calls {@link #start}, then hands over what the client sends. Deadlines are the
 * session's own affair, by {@link SessionServices#timer}; nobody needs to tick it.
 *
 * <p>All work is done in turns, one at a time, each on a thread of its own: bytes, changes of the
 * mailbox, deadlines and orders to end only ask for a turn, and a turn does whatever there is to
 * do. Between turns there is no thread.
 */
public final class ImapSession {

  private static final System.Logger LOG = System.getLogger(ImapSession.class.getName());

  private final Connection connection;
  private final SessionServices services;
  private final ClientInput input;
  private final Conversation conversation;
  private final Instant begun;

  private final AtomicInteger wakeUps = new AtomicInteger();
  private final AtomicReference<ByeReason> ordered = new AtomicReference<>();
  private volatile Instant lastActivity;
  private volatile boolean alarmRang;
  private volatile boolean hurried;

  // Only turns touch what follows.
  private boolean greeted;
  private boolean ended;
  private Timer.Alarm alarm = () -> {};
  private Instant alarmAt = Instant.MAX;

  public ImapSession(Connection connection, SessionServices services) {
    this.connection = connection;
    this.services = services;
    this.input = new ClientInput(connection);
    this.conversation = new Conversation(connection, services, input, this::wake);
    this.begun = services.clock().instant();
    this.lastActivity = begun;
  }

  /** All that {@link SessionEvents#command} may be told as the name of a command. */
  public static Set<String> commandNames() {
    return CommandParser.names();
  }

  /** Greets the client. Returns at once; the greeting is sent in the session's first turn. */
  public void start() {
    wake();
  }

  /**
   * Takes bytes from the client; called from the event loop, never blocks. The session copies them.
   * When more waits than it likes, it calls {@link Connection#pauseReading}.
   */
  public void received(ByteBuffer bytes) {
    lastActivity = services.clock().instant();
    if (input.feed(bytes)) {
      wake();
    }
  }

  /** The client is gone. May be called more than once, and after the session has closed itself. */
  public void disconnected() {
    input.close();
    wake();
  }

  /**
   * Lets the running command finish, says {@code * BYE} and closes. Returns at once. Of several
   * reasons the first counts.
   */
  public void bye(ByeReason reason) {
    ordered.compareAndSet(null, reason);
    wake();
  }

  /** The same, but a command of which the client has not sent everything by now has no answer. */
  public void giveUp(ByeReason reason) {
    ordered.compareAndSet(null, reason);
    input.awaitNothing();
    wake();
  }

  /**
   * Ends the time to log in now, because others wait for the place. A login that is being checked
   * has its answer first, and the session goes on if that is OK.
   */
  public void hurryLogin() {
    input.awaitNothing();
    // Last, so that the turn which finds out that somebody is logged in undoes the above.
    hurried = true;
    wake();
  }

  /** Asks for a turn; one that is running will look again. */
  private void wake() {
    if (wakeUps.getAndIncrement() == 0) {
      services.executor().execute(this::turns);
    }
  }

  private void turns() {
    int seen;
    do {
      seen = wakeUps.get();
      if (!ended) {
        turn();
      }
    } while (wakeUps.addAndGet(-seen) != 0);
  }

  private void turn() {
    try {
      advance();
    } catch (SilentClientException tooSlow) {
      sayByeAndEnd(Objects.requireNonNullElse(ordered.get(), ByeReason.INACTIVITY));
    } catch (IOException broken) {
      LOG.log(Level.DEBUG, "A connection ended inside a command", broken);
      closeAndEnd(Ending.DISCONNECTED);
    } catch (RuntimeException | Error bug) {
      // Also an error: it ends this session, and without its end the connection would count for
      // ever.
      LOG.log(Level.ERROR, "A session failed", bug);
      sayByeAndEnd(ByeReason.SERVER_BUG);
    }
  }

  private void advance() throws IOException {
    if (!greeted && ordered.get() == null) {
      conversation.greet();
    }
    greeted = true;
    while (true) {
      if (input.closed()) {
        closeAndEnd(Ending.DISCONNECTED);
        return;
      }
      Optional<ByeReason> due = byeDue();
      if (due.isPresent() && !(due.get() == ordered.get() && conversation.cutDelay())) {
        sayByeAndEnd(due.get());
        return;
      }
      if (hurried && conversation.account().isPresent()) {
        hurried = false;
        input.awaitMore();
      }
      switch (conversation.step()) {
        case Conversation.Step.Advanced _ -> lastActivity = services.clock().instant();
        case Conversation.Step.Waiting _ -> {
          keepAlarm();
          return;
        }
        case Conversation.Step.LoggedOut _ -> {
          closeAndEnd(Ending.LOGOUT);
          return;
        }
        case Conversation.Step.Bye(ByeReason reason) -> {
          sayByeAndEnd(reason);
          return;
        }
      }
    }
  }

  private Optional<ByeReason> byeDue() {
    ByeReason order = ordered.get();
    if (order != null) {
      return Optional.of(order);
    }
    if (services.clock().instant().isBefore(deadline())) {
      return Optional.empty();
    }
    return Optional.of(
        conversation.account().isPresent() ? ByeReason.INACTIVITY : ByeReason.LOGIN_TIMEOUT);
  }

  private Instant deadline() {
    SessionSettings settings = services.settings().get();
    return conversation.account().isPresent()
        ? lastActivity.plus(settings.inactivityTimeout())
        : hurried ? begun : begun.plus(settings.loginTimeout());
  }

  /**
   * There is one alarm. It is set anew when it rang for a deadline that has moved away since, or
   * when the deadline has come nearer; not with every command.
   */
  private void keepAlarm() {
    Instant due = conversation.due();
    Instant deadline = due.isBefore(deadline()) ? due : deadline();
    if (alarmRang || deadline.isBefore(alarmAt)) {
      alarm.cancel();
      alarmRang = false;
      alarmAt = deadline;
      Duration left = Duration.between(services.clock().instant(), deadline);
      alarm = services.timer().after(left.isNegative() ? Duration.ZERO : left, this::alarmRings);
    }
  }

  private void alarmRings() {
    alarmRang = true;
    wake();
  }

  private void sayByeAndEnd(ByeReason reason) {
    try {
      conversation.sayBye(reason);
    } catch (IOException gone) {
      LOG.log(Level.DEBUG, "A client left before it was told goodbye", gone);
    }
    connection.hangUp();
    end(reason.ending());
  }

  private void closeAndEnd(Ending ending) {
    connection.close();
    end(ending);
  }

  private void end(Ending ending) {
    ended = true;
    alarm.cancel();
    var account = conversation.account().orElse(null);
    input.close();
    try {
      conversation.leave();
    } catch (RuntimeException bug) {
      LOG.log(Level.ERROR, "A mailbox could not be left", bug);
    }
    long seconds = Duration.between(begun, services.clock().instant()).toSeconds();
    SentBytes counter = conversation.counter();
    services
        .events()
        .ended(
            connection,
            account,
            ending,
            new Traffic(
                counter.headers(), counter.body(), input.received(), conversation.sent(), seconds));
  }
}
