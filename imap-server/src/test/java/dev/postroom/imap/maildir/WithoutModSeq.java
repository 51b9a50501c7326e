package dev.postroom.imap.maildir;

import dev.postroom.imap.mailbox.FlagChange;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.MailboxChange;
import dev.postroom.imap.mailbox.MailboxChange.Arrived;
import dev.postroom.imap.mailbox.MailboxChange.Flagged;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.mailbox.SelectedMailbox;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a mailbox tells with mod-sequence 0 throughout, for tests that care for all but that. */
final class WithoutModSeq {

  private WithoutModSeq() {}

  static List<MessageState> messages(List<MessageState> messages) {
    return messages.stream().map(m -> new MessageState(m.uid(), m.flags(), m.recent(), 0)).toList();
  }

  static List<MailboxChange> changes(List<MailboxChange> changes) {
    return changes.stream()
        .<MailboxChange>map(
            change ->
                switch (change) {
                  case Arrived(var messages) -> new Arrived(messages(messages));
                  case Flagged(long uid, var flags, long _) -> new Flagged(uid, flags, 0);
                  case MailboxChange.Vanished vanished -> vanished;
                })
        .toList();
  }

  /** Changes flags of messages and returns what they have now. */
  static Map<Long, Flags> store(SelectedMailbox mailbox, FlagChange change, Long... uids)
      throws MailboxException {
    var now = new TreeMap<Long, Flags>();
    mailbox
        .store(new TreeSet<>(List.of(uids)), change, OptionalLong.empty())
        .now()
        .forEach((uid, state) -> now.put(uid, state.flags()));
    return now;
  }
}
