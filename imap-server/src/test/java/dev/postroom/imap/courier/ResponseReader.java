package dev.postroom.imap.courier;

import dev.postroom.imap.courier.Token.Atom;
import dev.postroom.imap.courier.Token.Sequence;
import dev.postroom.imap.courier.Token.Text;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads responses octet by octet, so that a literal is taken by its announced length and nothing
 * that is not in the grammar of RFC 3501 section 9 passes unseen.
 */
final class ResponseReader {

  private static final int END = -1;

  private final InputStream in;

  ResponseReader(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /** The next response; waits for it. */
  Response next() throws IOException {
    String tag = word();
    if (tag.equals("+")) {
      return new Response.Continuation(line());
    }
    String first = word();
    return switch (first) {
      case "OK", "NO", "BAD", "BYE", "PREAUTH" -> status(tag, first);
      default -> new Response.Data(data(first));
    };
  }

  private Response status(String tag, String condition) throws IOException {
    String text = line();
    int end = text.startsWith("[") ? text.indexOf(']') : END;
    return end == END
        ? new Response.Status(tag, condition, "", text)
        : new Response.Status(
            tag, condition, text.substring(1, end), text.substring(end + 1).strip());
  }

  private List<Token> data(String first) throws IOException {
    List<Token> tokens = new ArrayList<>();
    tokens.add(new Atom(first));
    while (peek() != '\r') {
      tokens.add(token());
      if (peek() == ' ') {
        read();
      }
    }
    expect('\r');
    expect('\n');
    return tokens;
  }

  private Token token() throws IOException {
    return switch (peek()) {
      case '(' -> sequence();
      case '"' -> quoted();
      case '{' -> literal();
      default -> atom();
    };
  }

  private Token sequence() throws IOException {
    expect('(');
    List<Token> tokens = new ArrayList<>();
    while (peek() != ')') {
      if (peek() == ' ') {
        read();
      } else {
        tokens.add(token());
      }
    }
    expect(')');
    return new Sequence(tokens);
  }

  private Token quoted() throws IOException {
    expect('"');
    StringBuilder text = new StringBuilder();
    while (peek() != '"') {
      if (peek() == '\\') {
        read();
      }
      if (peek() == '\r' || peek() == '\n') {
        throw new IOException("a line ends within the quoted string \"" + text);
      }
      text.append((char) read());
    }
    expect('"');
    return new Text(text.toString());
  }

  private Token literal() throws IOException {
    expect('{');
    StringBuilder digits = new StringBuilder();
    while (peek() != '}') {
      digits.append((char) read());
    }
    expect('}');
    expect('\r');
    expect('\n');
    int length = Integer.parseInt(digits.toString());
    byte[] octets = in.readNBytes(length);
    if (octets.length < length) {
      throw new EOFException("the connection ended within a literal of " + length + " octets");
    }
    return new Text(new String(octets, StandardCharsets.ISO_8859_1));
  }

  /**
   * An atom; what stands in brackets belongs to it, as in {@code BODY[HEADER.FIELDS (DATE)]<0>}.
   */
  private Token atom() throws IOException {
    StringBuilder text = new StringBuilder();
    boolean bracketed = false;
    while (bracketed || " ()\r".indexOf(peek()) < 0) {
      int octet = read();
      if (octet == '\n') {
        throw new IOException("a line ends within " + text);
      }
      bracketed = octet == '[' || (bracketed && octet != ']');
      text.append((char) octet);
    }
    return new Atom(text.toString());
  }

  /** Up to the next blank, which is taken too. */
  private String word() throws IOException {
    StringBuilder text = new StringBuilder();
    while (peek() != ' ' && peek() != '\r') {
      text.append((char) read());
    }
    if (peek() == ' ') {
      read();
    }
    return text.toString();
  }

  private String line() throws IOException {
    StringBuilder text = new StringBuilder();
    while (peek() != '\r') {
      text.append((char) read());
    }
    expect('\r');
    expect('\n');
    return text.toString();
  }

  private void expect(char wanted) throws IOException {
    int octet = read();
    if (octet != wanted) {
      throw new IOException("expected octet " + (int) wanted + ", got " + octet);
    }
  }

  private int peek() throws IOException {
    in.mark(1);
    int octet = read();
    in.reset();
    return octet;
  }

  private int read() throws IOException {
    int octet = in.read();
    if (octet == END) {
      throw new EOFException("the server ended the connection");
    }
    return octet;
  }
}
