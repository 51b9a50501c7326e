package dev.postroom.imap.command;

import dev.postroom.imap.message.BodySection;
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
    BODYSTRUCTURE
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
}
