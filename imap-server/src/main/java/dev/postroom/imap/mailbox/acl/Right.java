package dev.postroom.imap.mailbox.acl;

/** What somebody may be permitted to do with a mailbox (RFC 4314 section 2.1). */
public enum Right {
  LOOKUP('l'),
  READ('r'),
  /** Keep {@code \Seen} across sessions. */
  SEEN('s'),
  /** Change flags other than {@code \Seen} and {@code \Deleted}, keywords among them. */
  WRITE('w'),
  INSERT('i'),
  /** Create mailboxes below; Courier keeps RFC 2086's letter for what RFC 4314 calls k. */
  CREATE('c'),
  /** Delete or rename the mailbox. */
  DELETE_MAILBOX('x'),
  /** Change {@code \Deleted}. */
  DELETE_MESSAGES('t'),
  EXPUNGE('e'),
  ADMINISTER('a');

  private final char letter;

  Right(char letter) {
    this.letter = letter;
  }

  public char letter() {
    return letter;
  }
}
