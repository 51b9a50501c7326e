package dev.postroom.imap.session;

import dev.postroom.imap.command.SelectParameters.Resync;
import dev.postroom.imap.command.SequenceSet;
import dev.postroom.imap.mailbox.SelectedMailbox;
import dev.postroom.imap.mailbox.UidRange;
import dev.postroom.imap.wire.ResponseEncoder;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Tells a client that was here before what it missed (QRESYNC, RFC 7162 section 3.2). */
final class Resynchronization {

  private static final SequenceSet ALL =
      new SequenceSet(List.of(new SequenceSet.Range(1, SequenceSet.STAR)));

  private final ResponseEncoder out;
  private final MailboxView view;

  Resynchronization(ResponseEncoder out, MailboxView view) {
    this.out = out;
    this.view = view;
  }

  /** SELECT with QRESYNC (section 3.2.5.1); nothing when the client's UIDs mean nothing now. */
  void run(Resync resync) throws IOException {
    if (resync.uidValidity() != view.mailbox().uidValidity()) {
      return;
    }
    SequenceSet known = resync.knownUids().orElse(ALL);
    vanished(known, resync.modSeq());
    MailboxTracker tracker = view.tracker();
    for (int sequence : tracker.sequencesOfUids(known)) {
      if (tracker.modSeq(sequence) > resync.modSeq()) {
        view.reportFlags(sequence, true);
      }
    }
  }

  /**
   * Tells which of these UIDs were expunged since (section 3.2.10.1). Of what the client still
   * counts it hears later, without EARLIER.
   */
  void vanished(SequenceSet uids, long since) throws IOException {
    SelectedMailbox mailbox = view.mailbox();
    List<UidRange> known =
        uids.resolve(Math.max(mailbox.uidNext() - 1, 1)).ranges().stream()
            .map(range -> new UidRange(range.first(), range.last()))
            .toList();
    String gone =
        mailbox.vanishedSince(since, known).stream()
            .flatMap(range -> view.tracker().withoutCounted(range).stream())
            .map(Resynchronization::text)
            .collect(Collectors.joining(","));
    if (!gone.isEmpty()) {
      out.raw("* VANISHED (EARLIER) ").raw(gone).crlf();
    }
  }

  private static String text(UidRange range) {
    return range.first() == range.last()
        ? Long.toString(range.first())
        : range.first() + ":" + range.last();
  }
}
