package dev.postroom.imap.command;

import dev.postroom.imap.message.BodySection;
import java.util.List;
import java.util.Optional;

/** What FETCH is to tell of a message (RFC 3501 section 6.4.5). */
public sealed interface FetchAttribute {

  /** The attributes that take no argument; BODY here is BODYSTRUCTURE without extension data. */
  enum Item implements FetchAttribute {
    ENVELOPE,
    FLAGS,
    INTERNALDATE,
    RFC822_SIZE,
    UID,
    BODY,
    BODYSTRUCTURE,
    /** RFC 7162 section 3.1.4.2. */
    MODSEQ,
    /** RFC 8514. */
    SAVEDATE,
    /** RFC 8474 section 5.1. */
    EMAILID,
    /** RFC 8474 section 5.2. */
    THREADID
  }

  /**
   * {@code BODY[section]<partial>}, or its old names {@code RFC822}, {@code RFC822.HEADER} and
   * {@code RFC822.TEXT}.
   *
   * @param label the name in the response, without the partial's origin
   * @param section which bytes
   * @param partial which of those
   * @param peek whether the message stays unseen
   */
  record Content(
      String label, BodySection section, Optional<BodySection.Partial> partial, boolean peek)
      implements FetchAttribute {}

  /**
   * {@code BINARY[part]<partial>} (RFC 3516).
   *
   * @param label the name in the response, without the partial's origin
   * @param part the part numbers; empty for the whole message
   */
  record Binary(
      String label, List<Integer> part, Optional<BodySection.Partial> partial, boolean peek)
      implements FetchAttribute {
    public Binary {
      part = List.copyOf(part);
    }
  }

  /** {@code BINARY.SIZE[part]} (RFC 3516). */
  record BinarySize(String label, List<Integer> part) implements FetchAttribute {
    public BinarySize {
      part = List.copyOf(part);
    }
  }

  /**
   * {@code PREVIEW} (RFC 8970).
   *
   * @param lazy whether to tell it only where that costs little
   */
  record Preview(boolean lazy) implements FetchAttribute {}

  /** Whether to tell this sets {@code \\Seen}. */
  default boolean setsSeen() {
    return switch (this) {
      case Content content -> !content.peek();
      case Binary binary -> !binary.peek();
      case Item _, BinarySize _, Preview _ -> false;
    };
  }
}
