package dev.postroom.imap.search;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MessageContent;
import dev.postroom.imap.message.MimeMessage;
import java.util.Optional;

/** What may be asked of a message; only the last two open it. */
public interface Candidate {
  /** Its sequence number now. */
  int sequence();

  /** Its UID. */
  long uid();

  /** Its flags and keywords, as the session knows them. */
  Flags flags();

  /** Whether it has {@code \Recent} in this session. */
  boolean recent();

  /** The mod-sequence of its last change (RFC 7162). */
  long modSeq();

  /** Empty when it has vanished; the same one each time. */
  Optional<MessageContent> content() throws MailboxException;

  /** Empty when it has vanished; the same one each time. */
  Optional<MimeMessage> message() throws MailboxException;
}
