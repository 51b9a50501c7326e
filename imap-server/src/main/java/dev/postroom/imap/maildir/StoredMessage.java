package dev.postroom.imap.maildir;

import dev.postroom.imap.mailbox.Flags;

/** A message of a folder, as light as it can be: there may be hundreds of thousands. */
final class StoredMessage {

  private static final long UNKNOWN = -1;

  private final long uid;
  private String base;
  private String info;
  private Flags flags;
  private int scan;
  private volatile long size = UNKNOWN;

  StoredMessage(long uid, String base, String info, Flags flags) {
    this.uid = uid;
    this.base = base;
    this.info = info;
    this.flags = flags;
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

  /** The name of its file in {@code cur} when it was last seen. */
  String fileName() {
    return base + info;
  }

  void flagged(String info, Flags flags) {
    this.info = info;
    this.flags = flags;
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
