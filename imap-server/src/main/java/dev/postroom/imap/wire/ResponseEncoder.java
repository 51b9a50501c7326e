package dev.postroom.imap.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Writes what a server sends in the syntax of RFC 3501 section 9. It gathers bytes into pieces of
 * {@value #PIECE} and holds no buffer after {@link #flush}.
 */
public final class ResponseEncoder {

  /** The size of the pieces handed to the sink. */
  static final int PIECE = 64 * 1024;

  /** The first buffer of an answer, for most answers are short. */
  private static final int FIRST_PIECE = 512;

  /** By how much a buffer that is full grows. */
  private static final int GROWTH = 8;

  /** A longer string is sent as a literal, for clients have limits on lines too. */
  private static final int MAX_QUOTED = 1024;

  private static final byte[] NOTHING = {};

  /** Takes the bytes; a buffer that it was given is its own. */
  @FunctionalInterface
  public interface Sink {
    void write(ByteBuffer bytes) throws IOException;
  }

  private final Sink sink;
  private boolean utf8;
  private byte[] buffer = NOTHING;
  private int length;
  private long sent;

  public ResponseEncoder(Sink sink) {
    this.sink = sink;
  }

  /** From now on the client takes UTF-8 in quoted strings and in text for humans (RFC 6855). */
  public void useUtf8() {
    utf8 = true;
  }

  /** Syntax and text that is known to be fit for a line: ASCII without CR and LF. */
  public ResponseEncoder raw(String ascii) throws IOException {
    int size = ascii.length();
    if (size > buffer.length - length) {
      for (int i = 0; i < size; i++) {
        put((byte) ascii.charAt(i));
      }
      return this;
    }
    byte[] target = buffer;
    int at = length;
    for (int i = 0; i < size; i++) {
      target[at++] = (byte) ascii.charAt(i);
    }
    length = at;
    return this;
  }

  /**
   * Human-readable text of unknown origin; what does not fit into a line is replaced, as {@code
   * resp-text} allows only TEXT-CHAR, and UTF-8 for clients that take it.
   */
  public ResponseEncoder text(String text) throws IOException {
    var fit = new StringBuilder(text.length());
    text.chars().map(c -> isText(c) ? c : '?').forEach(c -> fit.append((char) c));
    byte[] bytes = fit.toString().getBytes(StandardCharsets.UTF_8);
    put(bytes, bytes.length);
    return this;
  }

  private boolean isText(int c) {
    return (c >= 0x20 && c < 0x7f) || (utf8 && c >= 0xa0);
  }

  /** A number in decimal digits. */
  public ResponseEncoder number(long number) throws IOException {
    return raw(Long.toString(number));
  }

  /** SP of the ABNF. */
  public ResponseEncoder sp() throws IOException {
    put((byte) ' ');
    return this;
  }

  /** NIL. */
  public ResponseEncoder nil() throws IOException {
    return raw("NIL");
  }

  /**
   * A string: quoted where it can be, else a literal.
   *
   * @param text one {@code char} per byte (ISO-8859-1), as header fields are handed on
   */
  public ResponseEncoder string(String text) throws IOException {
    return quotable(text) ? quoted(text) : literal(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private ResponseEncoder quoted(String text) throws IOException {
    put((byte) '"');
    raw(text.replace("\\", "\\\\").replace("\"", "\\\""));
    put((byte) '"');
    return this;
  }

  /** A string or NIL. */
  public ResponseEncoder nstring(Optional<String> text) throws IOException {
    return text.isPresent() ? string(text.get()) : nil();
  }

  /**
   * A mailbox name, always quoted as Courier does: in UTF-8 where the client takes it, else in
   * modified UTF-7.
   */
  public ResponseEncoder mailbox(String name) throws IOException {
    if (!utf8) {
      return string(ModifiedUtf7.encode(name));
    }
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return bytes.length > MAX_QUOTED
        ? literal(bytes)
        : quoted(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  /** A literal of these bytes. */
  public ResponseEncoder literal(byte[] bytes) throws IOException {
    raw("{").number(bytes.length).raw("}\r\n");
    put(bytes, bytes.length);
    return this;
  }

  /**
   * A literal of {@code size} bytes, read as they are sent.
   *
   * @throws EOFException when the stream ends early; the session is then beyond repair, for the
   *     client counts on the size
   */
  public ResponseEncoder literal(long size, InputStream bytes) throws IOException {
    raw("{").number(size).raw("}\r\n");
    long left = size;
    while (left > 0) {
      if (length == buffer.length) {
        makeRoom();
      }
      int count = bytes.read(buffer, length, (int) Math.min(left, buffer.length - length));
      if (count < 0) {
        throw new EOFException("a literal of " + size + " bytes ended " + left + " bytes early");
      }
      length += count;
      left -= count;
    }
    return this;
  }

  /** The end of a response. */
  public ResponseEncoder crlf() throws IOException {
    put((byte) '\r');
    put((byte) '\n');
    return this;
  }

  /** Hands everything to the sink. */
  public void flush() throws IOException {
    if (length > 0) {
      ByteBuffer full = ByteBuffer.wrap(buffer, 0, length);
      sent += length;
      buffer = NOTHING;
      length = 0;
      sink.write(full);
    }
  }

  /** Gathers everything into one buffer instead of writing it. */
  public ByteBuffer take() {
    ByteBuffer full = ByteBuffer.wrap(buffer, 0, length);
    sent += length;
    buffer = NOTHING;
    length = 0;
    return full;
  }

  /** Bytes handed out so far. */
  public long sent() {
    return sent;
  }

  private void put(byte b) throws IOException {
    if (length == buffer.length) {
      makeRoom();
    }
    buffer[length++] = b;
  }

  private void put(byte[] bytes, int count) throws IOException {
    int from = 0;
    while (from < count) {
      if (length == buffer.length) {
        makeRoom();
      }
      int part = Math.min(count - from, buffer.length - length);
      System.arraycopy(bytes, from, buffer, length, part);
      length += part;
      from += part;
    }
  }

  private void makeRoom() throws IOException {
    if (buffer.length == PIECE) {
      flush();
    }
    byte[] larger = new byte[Math.clamp(buffer.length * GROWTH, FIRST_PIECE, PIECE)];
    System.arraycopy(buffer, 0, larger, 0, length);
    buffer = larger;
  }

  private static boolean quotable(String text) {
    if (text.length() > MAX_QUOTED) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c >= 0x7f) {
        return false;
      }
    }
    return true;
  }
}
