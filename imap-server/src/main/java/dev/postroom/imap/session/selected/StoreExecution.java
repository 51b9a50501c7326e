package dev.postroom.imap.session.selected;

import dev.postroom.imap.command.Command;
import dev.postroom.imap.command.Extension;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.mailbox.SelectedMailbox.Stored;
import dev.postroom.imap.session.state.Outcome;
import dev.postroom.imap.session.state.SessionScope;
import dev.postroom.imap.session.view.MailboxView;
import dev.postroom.imap.session.view.UidRanges;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;

/** STORE (RFC 3501 section 6.4.6), with UNCHANGEDSINCE (RFC 7162 section 3.1.3). */
final class StoreExecution {

  private final SessionScope session;
  private final MailboxView view;
  private final Command.Store store;

  StoreExecution(SessionScope session, MailboxView view, Command.Store store) {
    this.session = session;
    this.view = view;
    this.store = store;
  }

  Outcome.Answer run(int[] sequences, SortedSet<Long> uids) throws IOException, MailboxException {
    if (store.unchangedSince().isPresent()) {
      session.enable(Extension.CONDSTORE);
    }
    Stored stored = view.mailbox().store(uids, store.change(), store.unchangedSince());
    for (int sequence : sequences) {
      MessageState now = stored.now().get(view.tracker().uid(sequence));
      if (now != null) {
        Flags expected = store.change().applyTo(view.tracker().flags(sequence));
        view.stored(now);
        tell(sequence, now.flags().equals(expected));
      }
    }
    for (int sequence : sequences) {
      if (stored.modified().contains(view.tracker().uid(sequence))) {
        tellModified(sequence);
      }
    }
    return stored.modified().isEmpty()
        ? Outcome.Answer.ok("STORE completed.")
        : Outcome.Answer.ok(
            "[MODIFIED %s] Conditional STORE failed."
                .formatted(UidRanges.of(modified(sequences, stored.modified()))));
  }

  /**
   * A client that goes by mod-sequences learns the new one even of a silent change. Flags that
   * others changed before are told in any case: the client could not make them out. So is a keyword
   * that is new in the mailbox, and whether there may be more (RFC 9051 section 7.1).
   */
  private void tell(int sequence, boolean asExpected) throws IOException {
    if (!store.silent() || !asExpected) {
      view.reportFlags(sequence, store.uid());
      return;
    }
    view.announceKeywords(view.tracker().flags(sequence).keywords());
    if (session.enabled().has(Extension.CONDSTORE)) {
      view.reportModSeq(sequence, store.uid());
    }
  }

  /**
   * Tells what a message has that was left alone, so that the client need not ask before it tries
   * again (RFC 7162 section 3.1.3). Of a change that this session has not seen yet the client hears
   * in a moment anyway.
   */
  private void tellModified(int sequence) throws IOException {
    if (view.tracker().modSeq(sequence) > store.unchangedSince().getAsLong()) {
      view.reportFlags(sequence, store.uid());
    }
  }

  private List<Long> modified(int[] sequences, SortedSet<Long> uids) {
    return store.uid()
        ? List.copyOf(uids)
        : Arrays.stream(sequences)
            .filter(sequence -> uids.contains(view.tracker().uid(sequence)))
            .mapToObj(sequence -> (long) sequence)
            .toList();
  }
}
