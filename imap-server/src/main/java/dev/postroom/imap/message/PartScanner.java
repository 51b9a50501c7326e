package dev.postroom.imap.message;

import dev.postroom.imap.mailbox.MessageContent;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the parts of a message in one pass over its lines (RFC 2046 section 5.1). A delimiter of an
 * outer multipart ends the inner ones, however they are left open. Keeps the open parts on a stack
 * of its own, so that deep nesting costs no call stack.
 */
final class PartScanner {

  /** Multiparts and messages may be nested so deep; what is deeper is not taken apart. */
  static final int MAX_NESTING = 100;

  /** So many parts are told apart; what follows belongs to the last of them. */
  static final int MAX_PARTS = 1000;

  /** So many bytes of header fields are kept over all parts; fields beyond are not seen. */
  static final int MAX_HEADER_BYTES = 1 << 20;

  /**
   * So many bytes of a body line are looked at for a delimiter: two hyphens, a boundary (RFC 2046
   * allows 70 characters, some programs take more), two hyphens.
   */
  static final int MAX_DELIMITER_BYTES = 512;

  private final Deque<OpenPart> open = new ArrayDeque<>();
  private int parts = 1;
  private int headerBytes;
  private long lines;
  private boolean lastLineEmpty;

  private PartScanner() {
    open.push(new OpenPart(0, MediaType.TEXT_PLAIN));
  }

  /** The whole structure of a message. */
  static Part scan(MessageContent content) throws IOException {
    var scanner = new PartScanner();
    try (var in = new LineReader(content.open())) {
      while (in.next(scanner.keptOfLine())) {
        scanner.line(in);
      }
      return scanner.finish(in.position());
    }
  }

  /** A message of which only the header was read; its body ends where it begins. */
  static Part header(MessageContent content) throws IOException {
    var scanner = new PartScanner();
    try (var in = new LineReader(content.open())) {
      while (scanner.open.peek().inHeader && in.next(scanner.keptOfLine())) {
        scanner.line(in);
      }
      return scanner.finish(in.position());
    }
  }

  private int keptOfLine() {
    return open.peek().inHeader
        ? Math.max(MAX_HEADER_BYTES - headerBytes, MAX_DELIMITER_BYTES)
        : MAX_DELIMITER_BYTES;
  }

  private void line(LineReader in) {
    if (in.startsWithHyphens() && delimiter(in)) {
      lastLineEmpty = false;
      lines++;
      return;
    }
    OpenPart part = open.peek();
    if (part.inHeader) {
      if (in.isEmpty()) {
        endHeader(part, in.position(), lines + 1);
      } else if (headerBytes < MAX_HEADER_BYTES) {
        String line = in.text(MAX_HEADER_BYTES - headerBytes);
        headerBytes += line.length();
        part.header.line(line);
      }
    }
    lines++;
    lastLineEmpty = in.isEmpty();
  }

  private void endHeader(OpenPart part, long bodyStart, long bodyLines) {
    part.endHeader(bodyStart, bodyLines);
    if (open.size() > MAX_NESTING) {
      return;
    }
    if (part.type.isMessage() && part.isIdentityEncoded() && parts < MAX_PARTS) {
      parts++;
      open.push(new OpenPart(bodyStart, MediaType.TEXT_PLAIN));
    } else if (part.type.type().equals("MULTIPART")) {
      String boundary = part.type.parameters().getOrDefault("BOUNDARY", "");
      part.boundary = boundary.isEmpty() ? null : boundary;
    }
  }

  /** Ends and begins parts if the line is a delimiter of an open multipart. */
  private boolean delimiter(LineReader in) {
    String line = in.text(MAX_DELIMITER_BYTES).stripTrailing();
    OpenPart multipart = null;
    boolean closing = false;
    for (Iterator<OpenPart> inner = open.iterator(); inner.hasNext() && multipart == null; ) {
      OpenPart candidate = inner.next();
      if (candidate.boundary != null && line.startsWith(candidate.boundary, 2)) {
        String rest = line.substring(2 + candidate.boundary.length());
        if (rest.isEmpty() || rest.equals("--")) {
          multipart = candidate;
          closing = !rest.isEmpty();
        }
      }
    }
    if (multipart == null || (!closing && parts >= MAX_PARTS)) {
      return false;
    }
    // The line end before the delimiter belongs to it.
    long end = in.lineStart() - LineReader.LINE_END;
    while (open.peek() != multipart) {
      closeInnermost(end, lastLineEmpty ? lines - 1 : lines);
    }
    if (closing) {
      multipart.boundary = null;
    } else {
      parts++;
      open.push(new OpenPart(in.position(), multipart.defaultTypeOfParts()));
    }
    return true;
  }

  private void closeInnermost(long end, long lastLine) {
    OpenPart closed = open.pop();
    Part part = closed.close(end, lastLine);
    OpenPart outer = open.peek();
    if (outer.type.isMessage()) {
      outer.message = part;
    } else {
      outer.children.add(part);
    }
  }

  private Part finish(long end) {
    while (open.size() > 1) {
      closeInnermost(end, lines);
    }
    return open.pop().close(end, lines);
  }

  /** A part whose end was not yet seen. */
  private static final class OpenPart {
    final long headerStart;
    final MediaType defaultType;
    final Header.Builder header = new Header.Builder();
    final List<Part> children = new ArrayList<>();
    boolean inHeader = true;
    Header fields = Header.EMPTY;
    MediaType type;
    long bodyStart;
    long firstLine;
    String boundary;
    Part message;

    OpenPart(long headerStart, MediaType defaultType) {
      this.headerStart = headerStart;
      this.defaultType = defaultType;
      this.type = defaultType;
    }

    void endHeader(long bodyStart, long firstLine) {
      inHeader = false;
      fields = header.build();
      this.bodyStart = bodyStart;
      this.firstLine = firstLine;
      // Without the field the default holds; one that cannot be read is text/plain (RFC 2045, 5.2).
      type =
          fields
              .first("Content-Type")
              .map(body -> MediaType.contentType(body).orElse(MediaType.TEXT_PLAIN))
              .orElse(defaultType);
    }

    MediaType defaultTypeOfParts() {
      return type.subtype().equals("DIGEST") ? MediaType.MESSAGE_RFC822 : MediaType.TEXT_PLAIN;
    }

    /** RFC 2046 section 5.2.1 allows no other encodings for a message. */
    boolean isIdentityEncoded() {
      return switch (BodyStructures.encoding(fields)) {
        case "7BIT", "8BIT", "BINARY" -> true;
        default -> false;
      };
    }

    Part close(long end, long lastLine) {
      if (inHeader) {
        endHeader(Math.max(end, headerStart), lastLine);
      }
      long bodyEnd = Math.max(end, bodyStart);
      boolean apart =
          type.type().equals("MULTIPART")
              ? !children.isEmpty()
              : !type.isMessage() || message != null;
      return new Part(
          fields,
          headerStart,
          bodyStart,
          bodyEnd,
          Math.max(lastLine - firstLine, 0),
          apart ? type : MediaType.TEXT_PLAIN,
          children,
          Optional.ofNullable(message));
    }
  }
}
