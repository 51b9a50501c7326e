package dev.postroom.imap.maildir;

import dev.postroom.imap.mailbox.Flags;
import java.time.Instant;
import java.util.Optional;

/** A message of a folder, as light as it can be: there may be hundreds of thousands. */
final class StoredMessage {

  private static final long UNKNOWN = -1;

  private final long uid;
  private String base;
  private String info;
  private Flags flags;
  private long modSeq;
  private int scan;
  private volatile long size = UNKNOWN;

  StoredMessage(long uid, String base, String info, Flags flags, long modSeq) {
    this.uid = uid;
    this.base = base;
    this.info = info;
    this.flags = flags;
    this.modSeq = modSeq;
  }

  long uid() {
    return uid;
  }

  String base() {
    return base;
  }

  String info() {
    return info;
  }

  Flags flags() {
    return flags;
  }

  /**
   * When it came into the folder: a file's name begins with the second in which it was made, and a
   * copy gets a name of its own.
   */
  Optional<Instant> saveDate() {
    long seconds = new MaildirFileName(base, info).leadingInteger();
    return seconds > 0 && seconds <= UidDb.MAX_UID
        ? Optional.of(Instant.ofEpochSecond(seconds))
        : Optional.empty();
  }

  /** EMAILID: no other message has this file's name, whatever size that tells. */
  String emailId() {
    return "M" + MailboxId.hash(MaildirFileName.withoutSize(base));
  }

  /** The name of its file in {@code cur} when it was last seen. */
  String fileName() {
    return base + info;
  }

  /** What the database tells of it. */
  UidDb.Entry entry() {
    return new UidDb.Entry(uid, base);
  }

  void flagged(String info, Flags flags, long modSeq) {
    this.info = info;
    this.flags = flags;
    this.modSeq = modSeq;
  }

  /** The mod-sequence of its last change. */
  long modSeq() {
    return modSeq;
  }

  /** Takes note that its file has another base now. */
  void rebased(String base) {
    this.base = base;
  }

  /** The scan that saw its file last. */
  int scan() {
    return scan;
  }

  void seenIn(int scan) {
    this.scan = scan;
  }

  /** RFC822.SIZE if it was ever counted, otherwise negative. Content never changes. */
  long size() {
    return size;
  }

  void counted(long size) {
    this.size = size;
  }
}
