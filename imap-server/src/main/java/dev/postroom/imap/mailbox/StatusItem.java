package dev.postroom.imap.mailbox;

/** What STATUS can tell, by its names on the wire. */
public enum StatusItem {
  MESSAGES,
  RECENT,
  UIDNEXT,
  UIDVALIDITY,
  UNSEEN,
  /** How many messages have {@code \Deleted} (RFC 9051 section 6.3.11). */
  DELETED,
  /** The sum of all RFC822.SIZE (RFC 8438). */
  SIZE,
  /** The largest message that APPEND takes (RFC 7889); the session's to say. */
  APPENDLIMIT,
  /** RFC 7162 section 3.1.7. */
  HIGHESTMODSEQ,
  /** RFC 8474 section 4.3. */
  MAILBOXID
}
