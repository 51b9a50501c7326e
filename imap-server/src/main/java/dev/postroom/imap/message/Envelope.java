package dev.postroom.imap.message;

import java.util.List;
import java.util.Optional;

/**
 * The ENVELOPE of a message (RFC 3501 section 7.4.2). Texts are unfolded and otherwise as the
 * message has them, encoded words undecoded, one {@code char} per byte (ISO-8859-1). {@code sender}
 * and {@code replyTo} are already defaulted to {@code from} where the message has none.
 *
 * @param date the Date field
 * @param subject the Subject field
 * @param from the From field; an empty list is NIL, here and below
 * @param sender the Sender field or From
 * @param replyTo the Reply-To field or From
 * @param to the To field
 * @param cc the Cc field
 * @param bcc the Bcc field
 * @param inReplyTo the In-Reply-To field
 * @param messageId the Message-ID field
 */
public record Envelope(
    Optional<String> date,
    Optional<String> subject,
    List<Address> from,
    List<Address> sender,
    List<Address> replyTo,
    List<Address> to,
    List<Address> cc,
    List<Address> bcc,
    Optional<String> inReplyTo,
    Optional<String> messageId) {

  public Envelope {
    from = List.copyOf(from);
    sender = List.copyOf(sender);
    replyTo = List.copyOf(replyTo);
    to = List.copyOf(to);
    cc = List.copyOf(cc);
    bcc = List.copyOf(bcc);
  }
}
