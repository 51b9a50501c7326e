package dev.postroom.imap.session.view;

import dev.postroom.imap.command.SelectParameters.Resync;
import dev.postroom.imap.command.SelectParameters.SequenceMatch;
import dev.postroom.imap.command.SequenceSet;
import dev.postroom.imap.mailbox.SelectedMailbox;
import dev.postroom.imap.mailbox.UidRange;
import dev.postroom.imap.wire.ResponseEncoder;
import java.io.IOException;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Tells a client that was here before what it missed (QRESYNC, RFC 7162 section 3.2). */
public final class Resynchronization {

  private static final SequenceSet ALL =
      new SequenceSet(List.of(new SequenceSet.Range(1, SequenceSet.STAR)));

  private final ResponseEncoder out;
  private final MailboxView view;

  public Resynchronization(ResponseEncoder out, MailboxView view) {
    this.out = out;
    this.view = view;
  }

  /** SELECT with QRESYNC (section 3.2.5.1); nothing when the client's UIDs mean nothing now. */
  public void run(Resync resync) throws IOException {
    if (resync.uidValidity() != view.mailbox().uidValidity()) {
      return;
    }
    SequenceSet known = resync.knownUids().orElse(ALL);
    vanished(known, resync.modSeq(), resync.match().map(this::lastMatching).orElse(0L));
    MailboxTracker tracker = view.tracker();
    for (int sequence : tracker.sequencesOfUids(known)) {
      if (tracker.modSeq(sequence) > resync.modSeq()) {
        view.reportFlags(sequence, true);
      }
    }
  }

  /** The last UID that has the message number for which the client takes it, or 0. */
  private long lastMatching(SequenceMatch match) {
    MailboxTracker tracker = view.tracker();
    PrimitiveIterator.OfLong uids = each(match.uids()).iterator();
    return each(match.numbers())
        .takeWhile(number -> number <= tracker.count())
        .map(number -> tracker.uid((int) number) == uids.nextLong() ? tracker.uid((int) number) : 0)
        .max()
        .orElse(0);
  }

  private static LongStream each(SequenceSet set) {
    return set.ranges().stream()
        .flatMapToLong(range -> LongStream.rangeClosed(range.first(), range.last()));
  }

  /** UID FETCH with VANISHED (section 3.2.6). */
  public void vanished(SequenceSet uids, long since) throws IOException {
    vanished(uids, since, 0);
  }

  /**
   * Tells which of these UIDs were expunged since (section 3.2.10.1). Of what the client still
   * counts it hears later, without EARLIER.
   *
   * @param above up to this UID the client knows of all expunges
   */
  private void vanished(SequenceSet uids, long since, long above) throws IOException {
    SelectedMailbox mailbox = view.mailbox();
    List<UidRange> known =
        uids.resolve(Math.max(mailbox.uidNext() - 1, 1)).ranges().stream()
            .filter(range -> range.last() > above)
            .map(range -> new UidRange(Math.max(range.first(), above + 1), range.last()))
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
