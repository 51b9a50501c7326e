package dev.postroom.imap.session.state;

import dev.postroom.imap.session.ByeReason;
import dev.postroom.imap.session.SessionEvents.Completion;
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

  /** The answer is given only after a delay, in which no command of this client runs. */
  record AnswerLater(Answer answer, Duration delay) implements Outcome {}

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
