package dev.postroom.imap.maildir;

import java.io.IOException;
import java.io.InputStream;

/** Tells lines with CRLF that a file has with bare LF. A CRLF that the file has stays one. */
final class CrlfInputStream extends InputStream {

  private static final int BUFFER_BYTES = 1 << 15;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
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
    int written = 0;
    while (written < length && position < end) {
      byte next = buffer[position];
      if (next == '\n' && previous != '\r') {
        next = '\r';
      } else {
        position++;
      }
      previous = next;
      target[offset + written++] = next;
    }
    return written;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean fill() throws IOException {
    position = 0;
    end = Math.max(in.read(buffer), 0);
    return end > 0;
  }
}
