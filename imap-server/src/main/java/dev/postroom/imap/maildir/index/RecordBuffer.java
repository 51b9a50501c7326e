package dev.postroom.imap.maildir.index;

import java.nio.ByteBuffer;

/** Takes a record whose length nobody knows beforehand. */
final class RecordBuffer {

  private ByteBuffer bytes;

  RecordBuffer(int expected) {
    this.bytes = ByteBuffer.allocate(expected);
  }

  /** Where the next bytes go, with room for so many at least. */
  ByteBuffer room(int length) {
    if (bytes.remaining() < length) {
      ByteBuffer more =
          ByteBuffer.allocate(Math.addExact(bytes.capacity(), bytes.capacity() + length));
      bytes = more.put(bytes.flip());
    }
    return bytes;
  }

  /** All that was put into it, from the beginning of an array. */
  ByteBuffer written() {
    return bytes.flip();
  }
}
