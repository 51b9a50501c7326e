package dev.postroom.imap.mailbox;

/**
 * How STORE changes flags (RFC 3501 section 6.4.6).
 *
 * @param mode what to do with {@code flags}
 * @param flags the flags named in the command
 */
public record FlagChange(Mode mode, Flags flags) {

  /** The three forms of STORE. */
  public enum Mode {
    REPLACE,
    ADD,
    REMOVE
  }

  /** The flags a message has after this change. */
  public Flags applyTo(Flags before) {
    return switch (mode) {
      case REPLACE -> flags;
      case ADD -> before.plus(flags);
      case REMOVE -> before.minus(flags);
    };
  }
}
