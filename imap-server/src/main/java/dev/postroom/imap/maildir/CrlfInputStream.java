package dev.postroom.imap.maildir;

import java.io.IOException;
import java.io.InputStream;

/** Tells lines with CRLF that a file has with bare LF. A CRLF that the file has stays one. */
final class CrlfInputStream extends InputStream {

  private static final int BUFFER_BYTES = 1 << 15;

  /** For the beginning, since of most messages no more than the header is read. */
  private static final int FIRST_BUFFER_BYTES = 1 << 12;

  private final InputStream in;
  private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
  private int position;
  private int end;
  private int previous;

  CrlfInputStream(InputStream in) {
    this.in = in;
  }

  /** How many bytes the stream of a file yields, which has to be read for that. */
  static long length(InputStream file) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long length = 0;
    int previous = 0;
    int read;
    while ((read = file.read(buffer)) >= 0) {
      length += read;
      for (int i = 0; i < read; i++) {
        if (buffer[i] == '\n' && previous != '\r') {
          length++;
        }
        previous = buffer[i];
      }
    }
    return length;
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
    int from = position;
    int before = previous;
    while (at < limit && from < end) {
      byte next = buffer[from];
      if (next == '\n' && before != '\r') {
        next = '\r';
      } else {
        from++;
      }
      target[at++] = next;
      before = next;
    }
    position = from;
    previous = before;
    return at - offset;
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
