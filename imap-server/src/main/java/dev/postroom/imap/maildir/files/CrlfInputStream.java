package dev.postroom.imap.maildir.files;

import java.io.IOException;
import java.io.InputStream;

/** Tells lines with CRLF that a file has with bare LF. A CRLF that the file has stays one. */
public final class CrlfInputStream extends InputStream {

  private static final int BUFFER_BYTES = 1 << 15;

  /** For the beginning, since of most messages no more than the header is read. */
  private static final int FIRST_BUFFER_BYTES = 1 << 12;

  private final InputStream in;
  private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
  private int position;
  private int end;
  private int previous;

  public CrlfInputStream(InputStream in) {
    this.in = in;
  }

  /** How many bytes are left; it reads them, and leaves none. */
  public long countRest() throws IOException {
    long count = 0;
    do {
      byte[] bytes = buffer;
      int before = previous;
      for (int at = position; at < end; at++) {
        count += bytes[at] == '\n' && before != '\r' ? 2 : 1;
        before = bytes[at];
      }
      previous = before;
      position = end;
    } while (fill());
    return count;
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
    if (position == end && !fill()) {
      return -1;
    }
    int at = offset;
    int limit = offset + length;
    while (at < limit && position < end) {
      if (buffer[position] == '\n' && previous != '\r') {
        target[at++] = '\r';
        previous = '\r';
        continue;
      }
      int run = endOfLine(position + 1, Math.min(end, position + limit - at)) - position;
      System.arraycopy(buffer, position, target, at, run);
      at += run;
      position += run;
      previous = buffer[position - 1];
    }
    return at - offset;
  }

  /** Where the next LF is, or the limit. */
  private int endOfLine(int from, int limit) {
    byte[] bytes = buffer;
    int at = from;
    while (at < limit && bytes[at] != '\n') {
      at++;
    }
    return at;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean fill() throws IOException {
    if (end == FIRST_BUFFER_BYTES && buffer.length == FIRST_BUFFER_BYTES) {
      buffer = new byte[BUFFER_BYTES];
    }
    position = 0;
    end = Math.max(in.read(buffer), 0);
    return end > 0;
  }
}
