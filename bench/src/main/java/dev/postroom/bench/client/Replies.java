package dev.postroom.bench.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads a server's responses line by line; literals inside them are counted and passed over. */
final class Replies {

  private static final int BUFFER = 256 * 1024;

  /** The longest {@code {n}} there is, with room to spare. */
  private static final int LONGEST_ANNOUNCEMENT = 24;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int head;
  private int tail;
  private long bytes;
  private long literalBytes;

  Replies(InputStream in) {
    this.in = in;
  }

  /** All bytes so far. */
  long bytes() {
    return bytes;
  }

  /** All bytes of literals so far. */
  long literalBytes() {
    return literalBytes;
  }

  /**
   * Reads a response to its end.
   *
   * @return its first line, without the line's end
   * @throws EOFException when the server closes before that end
   */
  String response() throws IOException {
    int feed = lineFeed();
    long literal = announcedBefore(feed);
    String first = text(feed);
    while (literal >= 0) {
      skip(literal);
      literalBytes += literal;
      feed = lineFeed();
      literal = announcedBefore(feed);
      consume(feed + 1 - head);
    }
    return first;
  }

  /** Reads until the server closes. */
  void drain() throws IOException {
    do {
      bytes += tail - head;
      head = tail = 0;
    } while (fill());
  }

  private String text(int feed) {
    int end = feed > head && buffer[feed - 1] == '\r' ? feed - 1 : feed;
    String text = new String(buffer, head, end - head, StandardCharsets.ISO_8859_1);
    consume(feed + 1 - head);
    return text;
  }

  private void consume(int count) {
    head += count;
    bytes += count;
  }

  /** Where the line that begins at {@code head} ends; reads until it does. */
  private int lineFeed() throws IOException {
    int at = head;
    while (true) {
      for (; at < tail; at++) {
        if (buffer[at] == '\n') {
          return at;
        }
      }
      int seen = at - head;
      if (head > 0) {
        System.arraycopy(buffer, head, buffer, 0, seen);
        head = 0;
        tail = seen;
      }
      if (seen == buffer.length) {
        throw new IOException("a line of more than " + BUFFER + " bytes");
      }
      if (!fill()) {
        throw new EOFException("the server closed the connection");
      }
      at = seen;
    }
  }

  /** The size of the literal that the line announces, or -1. */
  private long announcedBefore(int feed) {
    int at = feed - 1;
    if (at >= head && buffer[at] == '\r') {
      at--;
    }
    if (at < head || buffer[at] != '}') {
      return -1;
    }
    int lowest = Math.max(head, at - LONGEST_ANNOUNCEMENT);
    long size = 0;
    long place = 1;
    for (at--; at >= lowest && buffer[at] >= '0' && buffer[at] <= '9'; at--) {
      size += place * (buffer[at] - '0');
      place *= 10;
    }
    return place > 1 && at >= lowest && buffer[at] == '{' ? size : -1;
  }

  private void skip(long count) throws IOException {
    long left = count;
    while (left > 0) {
      if (head == tail) {
        head = tail = 0;
        if (!fill()) {
          throw new EOFException("the server closed the connection inside a literal");
        }
      }
      int step = (int) Math.min(left, tail - head);
      consume(step);
      left -= step;
    }
  }

  private boolean fill() throws IOException {
    int count = in.read(buffer, tail, buffer.length - tail);
    if (count < 0) {
      return false;
    }
    tail += count;
    return true;
  }
}
