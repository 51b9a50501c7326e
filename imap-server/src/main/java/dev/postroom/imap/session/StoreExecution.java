package dev.postroom.imap.session;

import dev.postroom.imap.command.Command;
import dev.postroom.imap.command.Extension;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.SelectedMailbox.Stored;
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
    stored.now().values().forEach(view::stored);
    for (int sequence : sequences) {
      if (stored.now().containsKey(view.tracker().uid(sequence))) {
        tell(sequence);
      }
    }
    return stored.modified().isEmpty()
        ? Outcome.Answer.ok("STORE completed.")
        : Outcome.Answer.ok(
            "[MODIFIED %s] Conditional STORE failed."
                .formatted(UidRanges.of(modified(sequences, stored.modified()))));
  }

  /** A client that goes by mod-sequences learns the new one even of a silent change. */
  private void tell(int sequence) throws IOException {
    if (!store.silent()) {
      view.reportFlags(sequence, store.uid());
    } else if (session.enabled().has(Extension.CONDSTORE)) {
      view.reportModSeq(sequence, store.uid());
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
