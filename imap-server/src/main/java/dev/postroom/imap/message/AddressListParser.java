package dev.postroom.imap.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.james.mime4j.stream.ParserCursor;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.util.ByteArrayBuffer;

/**
 * Reads {@code address-list} (RFC 5322 section 3.4, the obsolete forms included) leniently, on
 * Mime4j's tokens. Mime4j's own address parser is not used because it decodes encoded words, and
 * ENVELOPE must tell names as they are.
 */
final class AddressListParser {

  /** So many addresses of a field are told; a longer list is cut there. */
  static final int MAX_ADDRESSES = 10_000;

  private static final BitSet END_OF_PHRASE = RawFieldParser.INIT_BITSET(',', ':', ';', '<', '@');
  private static final BitSet END_OF_LOCAL_PART = RawFieldParser.INIT_BITSET('@', '>');
  private static final BitSet END_OF_ADDRESS = RawFieldParser.INIT_BITSET(',', ';');
  private static final BitSet END_OF_ANGLE = RawFieldParser.INIT_BITSET('>');
  private static final BitSet END_OF_ROUTE = RawFieldParser.INIT_BITSET(':', '>');

  private static final Pattern BLANKS_AT_DOT = Pattern.compile(" *\\. *");

  private final RawFieldParser tokens = new RawFieldParser();
  private final ByteArrayBuffer text;
  private final ParserCursor cursor;
  private final List<Address> found = new ArrayList<>();
  private boolean inGroup;

  private AddressListParser(byte[] text) {
    this.text = new ByteArrayBuffer(text, true);
    this.cursor = new ParserCursor(0, text.length);
  }

  /** The addresses of an unfolded field body, one {@code char} per byte. */
  static List<Address> parse(String fieldBody) {
    // Mime4j reads UTF-8. What it gives back then is the same one char per byte as goes in.
    var parser = new AddressListParser(fieldBody.getBytes(StandardCharsets.UTF_8));
    parser.addressList();
    return List.copyOf(parser.found);
  }

  private void addressList() {
    while (!cursor.atEnd() && found.size() < MAX_ADDRESSES) {
      address();
    }
    endGroup();
  }

  private void address() {
    String phrase = tokens.parseValue(text, cursor, END_OF_PHRASE);
    switch (next()) {
      case '<' -> angleAddr(phrase);
      case '@' -> addSpec(phrase);
      case ':' -> group(phrase);
      case ';' -> {
        addLocal(phrase);
        endGroup();
      }
      default -> addLocal(phrase);
    }
  }

  private void group(String name) {
    endGroup();
    found.add(Address.groupStart(name));
    inGroup = true;
  }

  private void endGroup() {
    if (inGroup) {
      found.add(Address.GROUP_END);
      inGroup = false;
    }
  }

  private void addSpec(String localPart) {
    int begin = cursor.getPos();
    String domain = domain(END_OF_ADDRESS);
    found.add(
        new Address(
            commentIn(begin, cursor.getPos()),
            Optional.empty(),
            Optional.of(BLANKS_AT_DOT.matcher(localPart).replaceAll(".")),
            Optional.of(domain)));
    // Where there is neither, somebody forgot the comma.
    if (cursor.atEnd() || END_OF_ADDRESS.get(peek())) {
      endAddress();
    }
  }

  private void endAddress() {
    if (next() == ';') {
      endGroup();
    }
  }

  /**
   * What stands in the last parentheses: before there were display names people wrote theirs there
   * (RFC 5322 section 3.4), and cron still does.
   */
  private Optional<String> commentIn(int begin, int end) {
    String passed = new String(text.buffer(), begin, end - begin, StandardCharsets.UTF_8);
    int close = passed.lastIndexOf(')');
    int open = opening(passed, close);
    return open < 0 ? Optional.empty() : text(passed.substring(open + 1, close).strip());
  }

  /** Where the comment begins that ends there; -1 where there is none. */
  private static int opening(String text, int close) {
    int depth = 0;
    for (int i = close; i >= 0; i--) {
      if (text.charAt(i) == ')') {
        depth++;
      } else if (text.charAt(i) == '(' && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private void angleAddr(String displayName) {
    while (!cursor.atEnd() && peek() == '<') {
      next();
    }
    Optional<String> route = route();
    String localPart = tokens.parseValue(text, cursor, END_OF_LOCAL_PART);
    String domain = next() == '@' ? domain(END_OF_ANGLE) : "";
    if (!cursor.atEnd() && peek() == '>') {
      next();
    }
    found.add(new Address(text(displayName), route, Optional.of(localPart), Optional.of(domain)));
    tokens.parseValue(text, cursor, END_OF_ADDRESS);
    endAddress();
  }

  /** {@code obs-route}: domains, each behind an at sign, up to a colon. */
  private Optional<String> route() {
    tokens.skipAllWhiteSpace(text, cursor);
    if (cursor.atEnd() || peek() != '@') {
      return Optional.empty();
    }
    String domains = domain(END_OF_ROUTE);
    if (!cursor.atEnd() && peek() == ':') {
      next();
    }
    return text(domains);
  }

  /** A domain ends at a blank; those around its dots are dropped. */
  private String domain(BitSet end) {
    var domain = new StringBuilder();
    while (true) {
      tokens.skipAllWhiteSpace(text, cursor);
      boolean goesOn =
          !cursor.atEnd()
              && !end.get(peek())
              && (domain.isEmpty() || domain.charAt(domain.length() - 1) == '.' || peek() == '.');
      if (!goesOn) {
        return domain.toString();
      }
      domain.append(tokens.parseValue(text, cursor, blankOr(end)));
    }
  }

  private static BitSet blankOr(BitSet end) {
    BitSet both = RawFieldParser.INIT_BITSET(' ', '\t');
    both.or(end);
    return both;
  }

  private void addLocal(String localPart) {
    if (!localPart.isEmpty()) {
      found.add(
          new Address(Optional.empty(), Optional.empty(), Optional.of(localPart), Optional.of("")));
    }
  }

  private static Optional<String> text(String value) {
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  private char peek() {
    return (char) (text.byteAt(cursor.getPos()) & 0xff);
  }

  /** Takes the character at the cursor; a comma at the end. */
  private char next() {
    if (cursor.atEnd()) {
      return ',';
    }
    char c = peek();
    cursor.updatePos(cursor.getPos() + 1);
    return c;
  }
}
