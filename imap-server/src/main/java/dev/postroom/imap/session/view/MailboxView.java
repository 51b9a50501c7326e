package dev.postroom.imap.session.view;

import dev.postroom.imap.command.Enabled;
import dev.postroom.imap.command.Extension;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.mailbox.SelectedMailbox;
import dev.postroom.imap.mailbox.acl.FlagRights;
import dev.postroom.imap.wire.ResponseEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The selected mailbox and what the client has been told of it. */
public final class MailboxView implements AutoCloseable {

  private final ResponseEncoder out;
  private final Supplier<Enabled> enabled;
  private final SelectedMailbox mailbox;
  private final MailboxTracker tracker;

  /** Up to here the client was told of all changes. */
  private long toldModSeq;

  private final Set<String> announcedKeywords = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  /**
   * A mailbox of which the client knows nothing yet.
   *
   * @param enabled what the client has turned on; asked anew for each response
   */
  public MailboxView(ResponseEncoder out, Supplier<Enabled> enabled, SelectedMailbox mailbox) {
    this.out = out;
    this.enabled = enabled;
    this.mailbox = mailbox;
    this.tracker = new MailboxTracker(mailbox.messages());
  }

  /** The mailbox. */
  public SelectedMailbox mailbox() {
    return mailbox;
  }

  /** The messages as the client numbers them. */
  public MailboxTracker tracker() {
    return tracker;
  }

  /** The untagged responses of SELECT (RFC 3501 section 6.3.1, RFC 9051 section 6.3.2). */
  public void introduce() throws IOException {
    announcedKeywords.addAll(mailbox.keywords());
    writeFlags();
    out.raw("* ").number(tracker.count()).raw(" EXISTS").crlf();
    if (!isRev2()) {
      out.raw("* ").number(tracker.recentCount()).raw(" RECENT").crlf();
      if (tracker.firstUnseen() > 0) {
        out.raw("* OK [UNSEEN ").number(tracker.firstUnseen()).raw("] First unseen.").crlf();
      }
    }
    out.raw("* OK [UIDVALIDITY ").number(mailbox.uidValidity()).raw("] Ok").crlf();
    out.raw("* OK [UIDNEXT ").number(mailbox.uidNext()).raw("] Ok").crlf();
    // RFC 7162 section 3.1.2.1.
    out.raw("* OK [HIGHESTMODSEQ ").number(mailbox.highestModSeq()).raw("] Ok").crlf();
    // RFC 8474 section 4.2.
    out.raw("* OK [MAILBOXID (").raw(mailbox.mailboxId()).raw(")] Ok").crlf();
    if (mailbox.rights().isPresent()) {
      String rights = mailbox.rights().get().toClientInFull();
      out.raw("* OK [MYRIGHTS ").string(rights).raw("] ACL").crlf();
    }
  }

  /** Looks at the disk, so that {@link #report} tells what is new there. */
  public void refresh() throws MailboxException {
    mailbox.refresh();
  }

  /**
   * Tells the client what happened to the mailbox.
   *
   * @param expungeAllowed see {@link MailboxTracker#updates}
   */
  public void report(boolean expungeAllowed) throws IOException {
    long reached = mailbox.highestModSeq();
    mailbox.changes().forEach(tracker::apply);
    List<MailboxTracker.Update> updates = tracker.updates(expungeAllowed);
    if (enabled.get().has(Extension.QRESYNC)) {
      reportVanished(updates);
    }
    for (MailboxTracker.Update update : updates) {
      switch (update) {
        case MailboxTracker.Update.Expunge gone -> {
          if (!enabled.get().has(Extension.QRESYNC)) {
            out.raw("* ").number(gone.sequence()).raw(" EXPUNGE").crlf();
          }
        }
        case MailboxTracker.Update.Exists now ->
            out.raw("* ").number(now.count()).raw(" EXISTS").crlf();
        case MailboxTracker.Update.Recent now -> {
          if (!isRev2()) {
            out.raw("* ").number(now.count()).raw(" RECENT").crlf();
          }
        }
        case MailboxTracker.Update.FlagsOf changed -> reportFlags(changed.sequence(), false);
      }
    }
    if (!tracker.owesExpunges()) {
      toldModSeq = reached;
    } else if (enabled.get().has(Extension.CONDSTORE)) {
      // Or the client would go by a MODSEQ above that of the expunge (RFC 7162 section 3.2).
      reportHighestModSeq();
    }
  }

  /** Tells up to which mod-sequence the client knows all changes (RFC 7162 section 3.1.2.1). */
  public void reportHighestModSeq() throws IOException {
    out.raw("* OK [HIGHESTMODSEQ ").number(toldModSeq).raw("] Ok").crlf();
  }

  /** One response for all, instead of an EXPUNGE for each (RFC 7162 section 3.2.10). */
  private void reportVanished(List<MailboxTracker.Update> updates) throws IOException {
    var uids = new ArrayList<Long>();
    for (MailboxTracker.Update update : updates) {
      if (update instanceof MailboxTracker.Update.Expunge gone) {
        uids.add(gone.uid());
      }
    }
    if (!uids.isEmpty()) {
      out.raw("* VANISHED ").raw(UidRanges.of(uids)).crlf();
    }
  }

  /**
   * Tells the flags of one message, and its UID to a client that works with UIDs, or wants it in
   * each response (RFC 9051 section 7.5.2, RFC 7162 section 3.2.4).
   */
  public void reportFlags(int sequence, boolean withUid) throws IOException {
    announceKeywords(tracker.flags(sequence).keywords());
    beginFetch(sequence, withUid);
    out.raw("FLAGS ").raw(flags(sequence));
    if (enabled.get().has(Extension.CONDSTORE)) {
      out.raw(" MODSEQ (").number(tracker.modSeq(sequence)).raw(")");
    }
    out.raw(")").crlf();
  }

  /** Tells the mod-sequence of one message, and its UID as {@link #reportFlags} does. */
  public void reportModSeq(int sequence, boolean withUid) throws IOException {
    beginFetch(sequence, withUid);
    out.raw("MODSEQ (").number(tracker.modSeq(sequence)).raw("))").crlf();
  }

  private void beginFetch(int sequence, boolean withUid) throws IOException {
    out.raw("* ").number(sequence).raw(" FETCH (");
    if (withUid || isRev2() || enabled.get().has(Extension.CONDSTORE)) {
      out.raw("UID ").number(tracker.uid(sequence)).sp();
    }
  }

  /** The flags of a message in IMAP's syntax. */
  public String flags(int sequence) {
    return FlagsEncoder.flags(tracker.flags(sequence), tracker.isRecent(sequence) && !isRev2());
  }

  /** Announces keywords that the client has not heard of, before it meets one in a FETCH. */
  public void announceKeywords(Collection<String> keywords) throws IOException {
    if (announcedKeywords.addAll(keywords)) {
      writeFlags();
    }
  }

  /** Takes note of flags that this session set. */
  public void stored(MessageState now) {
    tracker.stored(now);
  }

  @Override
  public void close() {
    mailbox.onChange(null);
    mailbox.close();
  }

  private void writeFlags() throws IOException {
    out.raw("* FLAGS ").raw(FlagsEncoder.applicable(announcedKeywords, !isRev2())).crlf();
    String permanent =
        mailbox.readOnly()
            ? "()"
            : FlagsEncoder.permanent(
                announcedKeywords,
                mailbox.newKeywordsAllowed(),
                mailbox.rights().map(FlagRights::new).orElse(FlagRights.ALL));
    out.raw("* OK [PERMANENTFLAGS ").raw(permanent).raw("] Limited").crlf();
  }

  /** Whether the client speaks RFC 9051, which knows nothing of recent messages. */
  boolean isRev2() {
    return enabled.get().has(Extension.IMAP4REV2);
  }
}
