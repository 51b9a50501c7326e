package dev.postroom.imap.session;

import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.mailbox.SelectedMailbox;
import dev.postroom.imap.wire.ResponseEncoder;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** The selected mailbox and what the client has been told of it. */
final class MailboxView implements AutoCloseable {

  private final SelectedMailbox mailbox;
  private final MailboxTracker tracker;
  private final Set<String> announcedKeywords = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  MailboxView(SelectedMailbox mailbox) {
    this.mailbox = mailbox;
    this.tracker = new MailboxTracker(mailbox.messages());
  }

  SelectedMailbox mailbox() {
    return mailbox;
  }

  MailboxTracker tracker() {
    return tracker;
  }

  /** The untagged responses of SELECT (RFC 3501 section 6.3.1). */
  void introduce(ResponseEncoder out) throws IOException {
    announcedKeywords.addAll(mailbox.keywords());
    writeFlags(out);
    out.raw("* ").number(tracker.count()).raw(" EXISTS").crlf();
    out.raw("* ").number(tracker.recentCount()).raw(" RECENT").crlf();
    if (tracker.firstUnseen() > 0) {
      out.raw("* OK [UNSEEN ").number(tracker.firstUnseen()).raw("] First unseen.").crlf();
    }
    out.raw("* OK [UIDVALIDITY ").number(mailbox.uidValidity()).raw("] Ok").crlf();
    out.raw("* OK [UIDNEXT ").number(mailbox.uidNext()).raw("] Ok").crlf();
  }

  /** Looks at the disk, so that {@link #report} tells what is new there. */
  void refresh() throws MailboxException {
    mailbox.refresh();
  }

  /**
   * Tells the client what happened to the mailbox.
   *
   * @param expungeAllowed see {@link MailboxTracker#updates}
   */
  void report(ResponseEncoder out, boolean expungeAllowed) throws IOException {
    mailbox.changes().forEach(tracker::apply);
    for (MailboxTracker.Update update : tracker.updates(expungeAllowed)) {
      switch (update) {
        case MailboxTracker.Update.Expunge gone ->
            out.raw("* ").number(gone.sequence()).raw(" EXPUNGE").crlf();
        case MailboxTracker.Update.Exists now ->
            out.raw("* ").number(now.count()).raw(" EXISTS").crlf();
        case MailboxTracker.Update.Recent now ->
            out.raw("* ").number(now.count()).raw(" RECENT").crlf();
        case MailboxTracker.Update.FlagsOf changed -> reportFlags(out, changed.sequence(), false);
      }
    }
  }

  /** Tells the flags of one message, and its UID to a client that works with UIDs. */
  void reportFlags(ResponseEncoder out, int sequence, boolean withUid) throws IOException {
    announceKeywords(out, tracker.flags(sequence).keywords());
    out.raw("* ").number(sequence).raw(" FETCH (");
    if (withUid) {
      out.raw("UID ").number(tracker.uid(sequence)).sp();
    }
    out.raw("FLAGS ").raw(flags(sequence)).raw(")").crlf();
  }

  /** The flags of a message in IMAP's syntax. */
  String flags(int sequence) {
    return FlagsEncoder.flags(tracker.flags(sequence), tracker.isRecent(sequence));
  }

  /** Announces keywords that the client has not heard of, before it meets one in a FETCH. */
  void announceKeywords(ResponseEncoder out, Collection<String> keywords) throws IOException {
    if (announcedKeywords.addAll(keywords)) {
      writeFlags(out);
    }
  }

  /** Takes note of flags that this session set. */
  void stored(MessageState now) {
    tracker.stored(now);
  }

  @Override
  public void close() {
    mailbox.onChange(null);
    mailbox.close();
  }

  private void writeFlags(ResponseEncoder out) throws IOException {
    out.raw("* FLAGS ").raw(FlagsEncoder.applicable(announcedKeywords)).crlf();
    String permanent =
        mailbox.readOnly()
            ? "()"
            : FlagsEncoder.permanent(announcedKeywords, mailbox.newKeywordsAllowed());
    out.raw("* OK [PERMANENTFLAGS ").raw(permanent).raw("] Limited").crlf();
  }
}
