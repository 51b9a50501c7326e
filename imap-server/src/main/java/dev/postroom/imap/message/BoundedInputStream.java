package dev.postroom.imap.message;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Exactly so many bytes of a stream; ending before them is an error, not an end. */
final class BoundedInputStream extends InputStream {

  private final InputStream in;
  private long left;

  BoundedInputStream(InputStream in, long length) {
    this.in = in;
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0) {
      return -1;
    }
    int read = in.read(target, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new EOFException("the message became shorter by " + left + " bytes while it was read");
    }
    left -= read;
    return read;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
