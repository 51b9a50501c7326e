package dev.postroom.imap.message;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads lines of a stream with their positions. Of each line only a beginning is kept. */
final class LineReader implements AutoCloseable {

  /** Bytes of CRLF. */
  static final int LINE_END = 2;

  private static final int BUFFER_BYTES = 1 << 16;

  /** For the beginning, since of most messages no more than the header is read. */
  private static final int FIRST_BUFFER_BYTES = 1 << 12;

  private final InputStream in;
  private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
  private int bufferPosition;
  private int bufferEnd;
  private byte[] kept = new byte[256];
  private int keptLength;
  private long lineStart;
  private long position;
  private boolean empty;

  LineReader(InputStream in) {
    this.in = in;
  }

  /**
   * Moves to the next line; false at the end. A last line may lack its line end.
   *
   * @param keep at most so many bytes of it are kept for {@link #text}
   */
  boolean next(int keep) throws IOException {
    lineStart = position;
    keptLength = 0;
    boolean afterCr = false;
    while (bufferPosition < bufferEnd || fill()) {
      int feed = lineFeed();
      int end = feed < 0 ? bufferEnd : feed + 1;
      int count = end - bufferPosition;
      keep(Math.min(count, keep - keptLength));
      position += count;
      if (feed >= 0) {
        boolean crlf = feed > bufferPosition ? buffer[feed - 1] == '\r' : afterCr;
        bufferPosition = end;
        empty = position - lineStart == (crlf ? LINE_END : 1);
        return true;
      }
      bufferPosition = end;
      afterCr = buffer[end - 1] == '\r';
    }
    empty = position == lineStart;
    return !empty;
  }

  /** Where the next line feed of the buffer is, or -1. */
  private int lineFeed() {
    byte[] bytes = buffer;
    for (int i = bufferPosition, end = bufferEnd; i < end; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Whether the line has nothing but its line end. */
  boolean isEmpty() {
    return empty;
  }

  /** Whether the line can be the delimiter of a multipart. */
  boolean startsWithHyphens() {
    return keptLength > 2 && kept[0] == '-' && kept[1] == '-';
  }

  /** The beginning of the line with its line end, at most so many bytes, one {@code char} each. */
  String text(int limit) {
    return new String(kept, 0, Math.min(keptLength, limit), StandardCharsets.ISO_8859_1);
  }

  /** The offset of the line's first byte. */
  long lineStart() {
    return lineStart;
  }

  /** The offset behind the line's last byte, its line end included. */
  long position() {
    return position;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean fill() throws IOException {
    if (bufferEnd == FIRST_BUFFER_BYTES && buffer.length == FIRST_BUFFER_BYTES) {
      buffer = new byte[BUFFER_BYTES];
    }
    bufferPosition = 0;
    bufferEnd = Math.max(in.read(buffer), 0);
    return bufferEnd > 0;
  }

  /** Keeps the next bytes of the buffer. */
  private void keep(int count) {
    if (count <= 0) {
      return;
    }
    if (kept.length - keptLength < count) {
      kept = Arrays.copyOf(kept, Math.max(kept.length * 2, keptLength + count));
    }
    System.arraycopy(buffer, bufferPosition, kept, keptLength, count);
    keptLength += count;
  }
}
