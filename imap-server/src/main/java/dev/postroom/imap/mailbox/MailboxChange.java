package dev.postroom.imap.mailbox;

import java.util.List;

/** Something that happened to a selected mailbox, in the order in which it happened. */
public sealed interface MailboxChange {

  /** Messages came; their UIDs ascend and are above all that were there before. */
  record Arrived(List<MessageState> messages) implements MailboxChange {
    public Arrived {
      messages = List.copyOf(messages);
    }
  }

  /** Messages are gone for good; UIDs ascending. */
  record Vanished(List<Long> uids) implements MailboxChange {
    public Vanished {
      uids = List.copyOf(uids);
    }
  }

  /** Somebody else gave a message these flags, which is the change of this mod-sequence. */
  record Flagged(long uid, Flags flags, long modSeq) implements MailboxChange {}
}
