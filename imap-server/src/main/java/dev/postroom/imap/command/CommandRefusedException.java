package dev.postroom.imap.command;

/** A command that is not carried out because of how it is written; says what to answer. */
public final class CommandRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  /** The two ways to refuse (RFC 3501 section 7.1). */
  public enum Kind {
    /** The grammar knows nothing like it. */
    BAD,
    /** Well-formed, but not possible here. */
    NO
  }

  private final Kind kind;

  private CommandRefusedException(Kind kind, String text) {
    super(text);
    this.kind = kind;
  }

  /** A syntax error; {@code text} says what was expected. */
  public static CommandRefusedException bad(String text) {
    return new CommandRefusedException(Kind.BAD, text);
  }

  /** An impossible wish; {@code text} may begin with a response code. */
  public static CommandRefusedException no(String text) {
    return new CommandRefusedException(Kind.NO, text);
  }

  public Kind kind() {
    return kind;
  }
}
