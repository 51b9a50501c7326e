package dev.postroom.imap.mailbox;

/**
 * What an account may hold and holds (RFC 9208). A limit of 0 is none.
 *
 * @param bytes that its messages have together
 * @param byteLimit that they may have at most
 * @param messages how many there are
 * @param messageLimit how many there may be at most
 */
public record Quota(long bytes, long byteLimit, long messages, long messageLimit) {

  /** The unit of STORAGE on the wire (RFC 9208 section 5.1). */
  private static final long STORAGE_UNIT = 1024;

  /** The name of the one quota root that an account has, as Courier calls it. */
  public static final String ROOT = "ROOT";

  public boolean limitsBytes() {
    return byteLimit > 0;
  }

  public boolean limitsMessages() {
    return messageLimit > 0;
  }

  /** The bytes held, in units of 1024, rounded up as in Courier. */
  public long storage() {
    return units(bytes);
  }

  /** The bytes that may be held, in units of 1024, rounded up as in Courier. */
  public long storageLimit() {
    return units(byteLimit);
  }

  private static long units(long bytes) {
    return (bytes + STORAGE_UNIT - 1) / STORAGE_UNIT;
  }
}
