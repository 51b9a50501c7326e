package dev.postroom.imap.command;

/** What RETURN asks of a search (RFC 4731 section 3.1, RFC 5182 section 2). */
public enum SearchReturn {
  /** The first message. */
  MIN,
  /** The last message. */
  MAX,
  /** All of them, as a sequence set. */
  ALL,
  /** How many there are. */
  COUNT,
  /** They become {@code $}. */
  SAVE
}
