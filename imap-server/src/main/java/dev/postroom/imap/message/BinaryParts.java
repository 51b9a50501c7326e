package dev.postroom.imap.message;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;

/**
 * A message on its way to a store that keeps lines: parts whose encoding is {@code binary} become
 * {@code base64} as they pass (RFC 3516 section 4.4), all else stays as it is. So their bytes
 * survive, and no FETCH of the message has to send NUL to a client that cannot take it.
 *
 * @see BinaryReader
 */
public final class BinaryParts extends InputStream {

  /** A part with a longer header is not looked into. */
  static final int MAX_HEADER = 64 * 1024;

  /** Lines come in pieces of at most this many bytes; no delimiter is longer. */
  private static final int MAX_PIECE = 8 * 1024;

  private static final int LINE_LENGTH = 76;
  private static final byte[] CRLF = {'\r', '\n'};
  private static final byte[] NOTHING = {};

  private enum State {
    HEADER,
    /** A body, preamble or epilogue that stays as it is. */
    TEXT,
    BINARY
  }

  private final BufferedInputStream in;
  private final Deque<String> boundaries = new ArrayDeque<>();
  private final ByteArrayOutputStream header = new ByteArrayOutputStream();
  private final Released out = new Released();
  private State state = State.HEADER;
  private OutputStream encoder;

  /** In a binary part the line end that was read last: it may belong to a delimiter. */
  private byte[] heldBack = NOTHING;

  private boolean atLineStart = true;
  private boolean ended;

  public BinaryParts(InputStream message) {
    this.in = new BufferedInputStream(message, MAX_PIECE);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /**
   * @throws UnknownEncodingException when there is NUL where no encoding allows it
   */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (out.isEmpty() && !ended && length > 0) {
      byte[] piece = piece();
      if (piece.length == 0) {
        end();
      } else {
        take(piece);
      }
    }
    return length > 0 && out.isEmpty() ? -1 : out.take(target, offset, length);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** A line with its end, or as much of it as a piece holds; nothing at the end. */
  private byte[] piece() throws IOException {
    byte[] piece = new byte[128];
    int length = 0;
    while (length < MAX_PIECE) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      if (length == piece.length) {
        piece = Arrays.copyOf(piece, 2 * length);
      }
      piece[length++] = (byte) next;
      if (next == '\n') {
        break;
      }
    }
    return Arrays.copyOf(piece, length);
  }

  private void take(byte[] piece) throws IOException {
    boolean startsLine = atLineStart;
    atLineStart = piece[piece.length - 1] == '\n';
    if (startsLine && isDelimiter(piece)) {
      return;
    }
    switch (state) {
      case HEADER -> takeHeader(piece, startsLine);
      case TEXT -> pass(piece);
      case BINARY -> encode(piece);
    }
  }

  private void takeHeader(byte[] line, boolean startsLine) throws IOException {
    header.write(line);
    if (startsLine && lineEnd(line) == line.length) {
      endHeader();
    } else if (header.size() > MAX_HEADER) {
      pass(header.toByteArray());
      header.reset();
      state = State.TEXT;
    }
  }

  private void endHeader() throws IOException {
    String text = header.toString(StandardCharsets.ISO_8859_1);
    header.reset();
    var builder = new Header.Builder();
    text.lines().forEach(line -> builder.line(line.isEmpty() ? "\r\n" : line + "\r\n"));
    Header fields = builder.build();
    MediaType type =
        fields.first("Content-Type").flatMap(MediaType::contentType).orElse(MediaType.TEXT_PLAIN);
    state = State.TEXT;
    if (type.type().equals("MULTIPART")) {
      String boundary = type.parameters().getOrDefault("BOUNDARY", "");
      if (!boundary.isEmpty() && boundaries.size() < PartScanner.MAX_NESTING) {
        boundaries.push(boundary);
      }
    } else if (type.isMessage()) {
      state = State.HEADER;
    } else if (BodyStructures.encoding(fields).equals("BINARY")) {
      state = State.BINARY;
      encoder = Base64.getMimeEncoder(LINE_LENGTH, CRLF).wrap(out);
      out.write(withBase64(fields).getBytes(StandardCharsets.ISO_8859_1));
      return;
    }
    pass(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String withBase64(Header fields) {
    var text = new StringBuilder();
    for (Header.Field field : fields.fields()) {
      text.append(
          field.name().equalsIgnoreCase("Content-Transfer-Encoding")
              ? field.name() + ": base64\r\n"
              : field.raw());
    }
    return text.append("\r\n").toString();
  }

  private void pass(byte[] bytes) throws IOException {
    for (byte b : bytes) {
      if (b == 0) {
        throw new UnknownEncodingException("Only a part whose encoding is binary may hold NUL.");
      }
    }
    out.write(bytes);
  }

  private void encode(byte[] piece) throws IOException {
    encoder.write(heldBack);
    int end = lineEnd(piece);
    encoder.write(piece, 0, piece.length - end);
    heldBack = Arrays.copyOfRange(piece, piece.length - end, piece.length);
  }

  /** How many bytes of the piece are its line end. */
  private static int lineEnd(byte[] piece) {
    int length = piece.length;
    if (piece[length - 1] != '\n') {
      return 0;
    }
    return length > 1 && piece[length - 2] == '\r' ? 2 : 1;
  }

  /** Ends and begins parts if the line is a delimiter of an open multipart. */
  private boolean isDelimiter(byte[] piece) throws IOException {
    if (piece.length < 3 || piece[0] != '-' || piece[1] != '-') {
      return false;
    }
    String line = new String(piece, StandardCharsets.ISO_8859_1).stripTrailing();
    for (String boundary : boundaries) {
      String rest = line.startsWith(boundary, 2) ? line.substring(2 + boundary.length()) : "no";
      if (rest.isEmpty() || rest.equals("--")) {
        endPart();
        while (!boundaries.peek().equals(boundary)) {
          boundaries.pop();
        }
        if (rest.isEmpty()) {
          state = State.HEADER;
        } else {
          boundaries.pop();
          state = State.TEXT;
        }
        pass(piece);
        return true;
      }
    }
    return false;
  }

  private void endPart() throws IOException {
    if (state == State.BINARY) {
      encoder.close();
      out.write(CRLF);
      heldBack = NOTHING;
    }
    pass(header.toByteArray());
    header.reset();
  }

  private void end() throws IOException {
    ended = true;
    if (state == State.BINARY) {
      encoder.write(heldBack);
    }
    endPart();
  }

  /** What is ready to be read; never more than a header or a piece becomes. */
  private static final class Released extends ByteArrayOutputStream {
    private int taken;

    boolean isEmpty() {
      return taken == count;
    }

    int take(byte[] target, int offset, int length) {
      int taking = Math.min(length, count - taken);
      System.arraycopy(buf, taken, target, offset, taking);
      taken += taking;
      if (taken == count) {
        reset();
        taken = 0;
      }
      return taking;
    }
  }
}
