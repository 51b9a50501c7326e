package dev.postroom.imap.session.state;

import dev.postroom.imap.command.CommandRefusedException;
import dev.postroom.imap.session.ByeReason;
import dev.postroom.imap.session.SessionEvents.Completion;
import java.io.IOException;
import java.time.Duration;

/** What a command has come to. */
public sealed interface Outcome {

  /**
   * The tagged answer.
   *
   * @param text what follows {@code tag OK}, with its response code where it has one
   */
  record Answer(Completion completion, String text) implements Outcome {

    public static Answer ok(String text) {
      return new Answer(Completion.OK, text);
    }

    public static Answer no(String text) {
      return new Answer(Completion.NO, text);
    }

    public static Answer bad(String text) {
      return new Answer(Completion.BAD, text);
    }
  }

  /**
   * The command goes on only after a delay, in which no command of this client runs and no thread
   * is held.
   */
  record Later(Duration delay, Continuation then) implements Outcome {}

  /** The rest of a command. */
  @FunctionalInterface
  interface Continuation {
    Outcome resume() throws IOException, CommandRefusedException;
  }

  /** The client idles: the answer is given when it says DONE. */
  record Idling() implements Outcome {}

  /** OK, and the connection goes on under TLS. */
  record StartTls(String text) implements Outcome {}

  /** OK, and the connection goes on compressed. */
  record StartCompression(String text) implements Outcome {}

  /** The client has said goodbye. */
  record LoggedOut() implements Outcome {}

  /** The command is answered, and the session ends all the same. */
  record AnswerThenBye(Answer answer, ByeReason reason) implements Outcome {}
}
