package dev.postroom.imap.search;

import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MessageContent;
import dev.postroom.imap.message.HeaderSummary;
import dev.postroom.imap.message.MimeMessage;
import dev.postroom.imap.message.UnicodeCasemap;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** The fields of a message as sorting and threading compare them. */
final class MessageFields {

  /** So many characters of a text are compared; of 100,000 messages none is kept whole. */
  static final int MAX_KEY_CHARS = 1024;

  private final Candidate message;

  MessageFields(Candidate message) {
    this.message = message;
  }

  /** What the header has; empty when the message has vanished. */
  Optional<HeaderSummary> header() throws IOException, MailboxException {
    Optional<MimeMessage> mime = message.message();
    return mime.isPresent() ? Optional.of(mime.get().summary()) : Optional.empty();
  }

  /** When it arrived, in seconds since the epoch. */
  long arrival() throws IOException, MailboxException {
    Optional<MessageContent> content = message.content();
    return content.isPresent() ? content.get().internalDate().getEpochSecond() : 0;
  }

  /**
   * When it was sent, or where its header does not tell, when it arrived (RFC 5256 section 2.2).
   */
  long sentDate() throws IOException, MailboxException {
    Optional<Instant> sent = header().flatMap(HeaderSummary::sentDate);
    return sent.isPresent() ? sent.get().getEpochSecond() : arrival();
  }

  BaseSubject subject() throws IOException, MailboxException {
    return BaseSubject.of(header().map(HeaderSummary::subject).orElse(""));
  }

  String firstMailbox(HeaderSummary.AddressField field) throws IOException, MailboxException {
    return key(header().map(header -> header.firstMailbox(field)).orElse(""));
  }

  String firstDisplayed(HeaderSummary.AddressField field) throws IOException, MailboxException {
    return key(header().map(header -> header.firstDisplayed(field)).orElse(""));
  }

  /** A text as it is compared. */
  static String key(String text) {
    String mapped = UnicodeCasemap.map(text);
    return mapped.length() > MAX_KEY_CHARS ? mapped.substring(0, MAX_KEY_CHARS) : mapped;
  }
}
