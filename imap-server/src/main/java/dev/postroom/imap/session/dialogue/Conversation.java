package dev.postroom.imap.session.dialogue;

import dev.postroom.imap.auth.Account;
import dev.postroom.imap.command.Command;
import dev.postroom.imap.command.CommandParser;
import dev.postroom.imap.command.CommandRefusedException;
import dev.postroom.imap.command.TaggedCommand;
import dev.postroom.imap.session.ByeReason;
import dev.postroom.imap.session.Connection;
import dev.postroom.imap.session.SessionEvents.Completion;
import dev.postroom.imap.session.SessionServices;
import dev.postroom.imap.session.input.ClientInput;
import dev.postroom.imap.session.input.CommandReader;
import dev.postroom.imap.session.input.Patience;
import dev.postroom.imap.session.state.Outcome;
import dev.postroom.imap.session.state.Outcome.Answer;
import dev.postroom.imap.session.state.SentBytes;
import dev.postroom.imap.session.state.SessionScope;
import dev.postroom.imap.session.state.SessionState;
import dev.postroom.imap.wire.Fragment;
import dev.postroom.imap.wire.ResponseEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The dialogue: one command after the other, in the order in which they came, and what lies between
 * a command and its answer. {@link #step} never waits between commands, so that no thread is held
 * then. Used by one thread at a time.
 */
final class Conversation {

  /** As Courier: so many bad commands in a row, and it is no mail client that talks. */
  static final int MAX_BAD_COMMANDS = 10;

  /** The client sends more than can be passed over, and what it sends is no command. */
  private static final Step OUT_OF_STEP = new Step.Bye(ByeReason.LITERAL_TOO_LARGE);

  private final Connection connection;
  private final SessionServices services;
  private final ClientInput input;
  private final Runnable wake;
  private final ResponseEncoder out;
  private final SessionScope session;
  private final CommandExecution execution;
  private Phase phase = new Phase.Listening();
  private int badCommands;

  /**
   * @param wake asks, from any thread, for {@link #step} to be called
   */
  Conversation(Connection connection, SessionServices services, ClientInput input, Runnable wake) {
    this.connection = connection;
    this.services = services;
    this.input = input;
    this.wake = wake;
    this.out = new ResponseEncoder(this::send);
    this.session = new SessionScope(connection, services, out);
    this.execution = new CommandExecution(session);
    input.onRead(session::read);
  }

  private void send(ByteBuffer bytes) throws IOException {
    session.sent(bytes.duplicate());
    connection.write(bytes);
  }

  /** What the dialogue waits for. */
  private sealed interface Phase {

    /** A command. */
    record Listening() implements Phase {}

    /** DONE, or something to tell meanwhile; at that time at the latest, that we are here. */
    record Idling(Running running, Instant stillHere) implements Phase {}

    /** The end of a delay. */
    record Delaying(Running running, Outcome.Continuation then, Delay delay) implements Phase {}
  }

  /** A command that has no answer yet. */
  private record Running(String tag, String name, Instant begun, CommandReader reader) {}

  /** Time that must pass; it runs out on the timer's thread. */
  private static final class Delay {
    private volatile boolean over;
  }

  /** How a step went. */
  sealed interface Step {

    /** Something was done; there may be more to do. */
    record Advanced() implements Step {}

    /** Nothing to do until something happens. */
    record Waiting() implements Step {}

    /** The client has logged out. */
    record LoggedOut() implements Step {}

    /** The server wants to end the session. */
    record Bye(ByeReason reason) implements Step {}
  }

  /** Who is logged in, if anybody. */
  Optional<Account> account() {
    return session.state() instanceof SessionState.LoggedIn user
        ? Optional.of(user.account())
        : Optional.empty();
  }

  SentBytes counter() {
    return session.counter();
  }

  /** Bytes sent so far. */
  long sent() {
    return out.sent();
  }

  void greet() throws IOException {
    out.raw("* OK [CAPABILITY ").raw(session.capabilities()).raw("] Postroom ready.");
    out.crlf().flush();
  }

  void sayBye(ByeReason reason) throws IOException {
    out.raw("* BYE ").raw(reason.text()).crlf().flush();
  }

  /** Leaves the mailbox and the mail; nothing is said. */
  void leave() {
    if (phase instanceof Phase.Idling) {
      endIdling();
    }
    session.leave();
  }

  /**
   * Lets an answer be given at once that is held back.
   *
   * @return whether there is one
   */
  boolean cutDelay() {
    if (phase instanceof Phase.Delaying delaying) {
      delaying.delay().over = true;
      return true;
    }
    return false;
  }

  /**
   * When {@link #step} has something to do though nothing happens: {@link Instant#MAX} for never.
   */
  Instant due() {
    return phase instanceof Phase.Idling idling ? idling.stillHere() : Instant.MAX;
  }

  private Instant nextStillHere() {
    return StillHere.next(
        services.clock().instant(), services.settings().get().stillHere(), connection.remote());
  }

  /** Does the next thing that can be done without waiting for the client to begin it. */
  Step step() throws IOException {
    return switch (phase) {
      case Phase.Listening _ -> listen();
      case Phase.Idling idling -> idle(idling);
      case Phase.Delaying delaying -> {
        if (!delaying.delay().over) {
          yield new Step.Waiting();
        }
        phase = new Phase.Listening();
        yield resume(delaying.running(), delaying.then());
      }
    };
  }

  private Step listen() throws IOException {
    Optional<Fragment> next = input.poll();
    if (next.isEmpty()) {
      return new Step.Waiting();
    }
    CommandReader reader = reader(next.get());
    if (next.get() instanceof Fragment.OverlongLine) {
      return tooLong(reader);
    }
    return command(reader);
  }

  private Step tooLong(CommandReader reader) throws IOException {
    var parser = new CommandParser(reader, session.enabled());
    parser.tagOnly();
    boolean inStep = reader.skipRest();
    Step answered =
        answer(
            new Running(parser.tag(), parser.name(), services.clock().instant(), reader),
            Answer.bad("A line of a command has at most " + ClientInput.LINE_LIMIT + " bytes."));
    return inStep ? answered : OUT_OF_STEP;
  }

  private Step command(CommandReader reader) throws IOException {
    Instant begun = services.clock().instant();
    var parser = new CommandParser(reader, session.enabled());
    Outcome outcome;
    boolean inStep;
    try {
      TaggedCommand tagged = parser.command();
      outcome = execution.run(tagged, reader);
      inStep = reader.skipRest();
      if (!(outcome instanceof Outcome.Idling)) {
        execution.report(tagged.command());
      }
    } catch (CommandRefusedException refusal) {
      outcome = answerTo(refusal);
      inStep = reader.skipRest();
    }
    Step concluded = conclude(new Running(parser.tag(), parser.name(), begun, reader), outcome);
    return inStep ? concluded : OUT_OF_STEP;
  }

  private Step resume(Running running, Outcome.Continuation rest) throws IOException {
    Outcome outcome;
    try {
      outcome = rest.resume();
    } catch (CommandRefusedException refusal) {
      outcome = answerTo(refusal);
    }
    boolean inStep = running.reader().skipRest();
    Step concluded = conclude(running, outcome);
    return inStep ? concluded : OUT_OF_STEP;
  }

  private static Answer answerTo(CommandRefusedException refusal) {
    return switch (refusal.kind()) {
      case BAD -> Answer.bad(refusal.getMessage());
      case NO -> Answer.no(refusal.getMessage());
    };
  }

  private Step conclude(Running running, Outcome outcome) throws IOException {
    return switch (outcome) {
      case Answer answer -> answer(running, answer);
      case Outcome.Later later -> {
        var delay = new Delay();
        phase = new Phase.Delaying(running, later.then(), delay);
        services
            .timer()
            .after(
                later.delay(),
                () -> {
                  delay.over = true;
                  wake.run();
                });
        yield new Step.Advanced();
      }
      case Outcome.Idling _ -> {
        out.raw("+ entering idle mode").crlf();
        phase = new Phase.Idling(running, nextStillHere());
        services.events().idling(connection, true);
        listenToMailbox(wake);
        yield new Step.Advanced();
      }
      case Outcome.StartTls startTls -> {
        input.beginUpgrade();
        out.raw(running.tag()).raw(" OK ").raw(startTls.text()).crlf();
        connection.startTls(out.take());
        input.endUpgrade();
        tellCompletion(running, Completion.OK);
        yield new Step.Advanced();
      }
      case Outcome.StartCompression start -> {
        out.raw(running.tag()).raw(" OK ").raw(start.text()).crlf();
        connection.startCompression(out.take(), input::takeBack);
        tellCompletion(running, Completion.OK);
        yield new Step.Advanced();
      }
      case Outcome.LoggedOut _ -> {
        out.raw("* BYE Postroom logging out").crlf();
        answer(running, Answer.ok("LOGOUT completed"));
        yield new Step.LoggedOut();
      }
      case Outcome.AnswerThenBye(Answer answer, ByeReason reason) -> {
        answer(running, answer);
        yield new Step.Bye(reason);
      }
    };
  }

  /** IDLE (RFC 2177): tells what happens until the client says DONE. */
  private Step idle(Phase.Idling idling) throws IOException {
    Running running = idling.running();
    execution.report(new Command.Idle());
    if (!services.clock().instant().isBefore(idling.stillHere())) {
      out.raw("* OK Still here").crlf();
      phase = new Phase.Idling(running, nextStillHere());
    }
    out.flush();
    Optional<Fragment> next = input.poll();
    if (next.isEmpty()) {
      return new Step.Waiting();
    }
    listenToMailbox(null);
    endIdling();
    if (next.get() instanceof Fragment.Line line && isDone(line)) {
      return answer(running, Answer.ok("IDLE completed"));
    }
    boolean inStep = reader(next.get()).skipRest();
    Step answered = answer(running, Answer.bad("Expected DONE"));
    return inStep ? answered : OUT_OF_STEP;
  }

  private void endIdling() {
    phase = new Phase.Listening();
    services.events().idling(connection, false);
  }

  private CommandReader reader(Fragment first) {
    Duration timeout = services.settings().get().literalTimeout();
    Patience patience =
        account().isPresent() ? Patience.forEachPause(timeout) : Patience.forAll(timeout);
    long maxSkipped =
        account().isPresent() ? CommandReader.MAX_SKIPPED : CommandReader.MAX_SKIPPED_BEFORE_LOGIN;
    return switch (first) {
      case Fragment.Line line -> new CommandReader(input, out, patience, maxSkipped, line);
      case Fragment.OverlongLine line -> new CommandReader(input, out, patience, maxSkipped, line);
      case Fragment.LiteralBytes _ ->
          throw new IllegalStateException("a literal that nobody announced");
    };
  }

  private static boolean isDone(Fragment.Line line) {
    return new String(line.text(), StandardCharsets.ISO_8859_1).equalsIgnoreCase("DONE");
  }

  private void listenToMailbox(Runnable listener) {
    if (session.state() instanceof SessionState.Selected selected) {
      selected.view().mailbox().onChange(listener);
    }
  }

  private Step answer(Running running, Answer answer) throws IOException {
    out.raw(running.tag()).sp().raw(answer.completion().name()).sp().text(answer.text());
    out.crlf().flush();
    tellCompletion(running, answer.completion());
    badCommands = answer.completion() == Completion.BAD ? badCommands + 1 : 0;
    return badCommands == MAX_BAD_COMMANDS
        ? new Step.Bye(ByeReason.TOO_MANY_BAD_COMMANDS)
        : new Step.Advanced();
  }

  private void tellCompletion(Running running, Completion completion) {
    long nanos = Duration.between(running.begun(), services.clock().instant()).toNanos();
    services.events().command(connection, running.name(), nanos, completion);
  }
}
