package dev.postroom.imap.maildir.view;

/**
 * Keeps the bytes of many names in few arrays: one array for each would cost a quarter more. What a
 * name takes is given back when no message is left whose name is in the same block.
 */
public final class NameArena {

  private static final int BLOCK = 16 * 1024;

  private byte[] block = new byte[0];
  private int used;

  /** A place in a block. */
  public record Place(byte[] block, int offset) {}

  /** Copies a name into a block. */
  public Place keep(byte[] source, int offset, int length) {
    if (block.length - used < length) {
      // The first one small: most folders are.
      block = new byte[Math.max(length, block.length == 0 ? 1024 : BLOCK)];
      used = 0;
    }
    System.arraycopy(source, offset, block, used, length);
    var place = new Place(block, used);
    used += length;
    return place;
  }
}
