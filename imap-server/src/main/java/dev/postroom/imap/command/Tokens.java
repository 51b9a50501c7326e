package dev.postroom.imap.command;

import static dev.postroom.imap.command.CommandRefusedException.bad;

import dev.postroom.imap.wire.LiteralAnnouncement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The terminals of the grammar (RFC 3501 section 9), read from a command's lines and literals. A
 * method that does not find what it is named after refuses the command.
 */
final class Tokens {

  /** The largest literal that is an argument, such as a name or a text to search for. */
  static final int MAX_ARGUMENT = 16 * 1024;

  /** All literals of one command together. */
  static final int MAX_ARGUMENTS = 64 * 1024;

  private static final String ATOM_SPECIALS = "(){ %*\"\\]";
  private static final String LIST_WILDCARDS = "%*";

  /** The largest {@code number}: 32 bits without a sign. */
  static final long MAX_NUMBER = 0xFFFF_FFFFL;

  private final CommandInput input;
  private final Enabled enabled;
  private byte[] line;
  private int at;
  private int argumentBytes;

  Tokens(CommandInput input, Enabled enabled) {
    this.input = input;
    this.enabled = enabled;
    this.line = input.line().text();
  }

  /** What the client has turned on. */
  Enabled enabled() {
    return enabled;
  }

  boolean atEnd() {
    return at == line.length;
  }

  /** The next character, or -1 at the end of the line. */
  int peek() {
    return atEnd() ? -1 : line[at] & 0xff;
  }

  /** Takes the character if it is next. */
  boolean accept(char c) {
    if (peek() != c) {
      return false;
    }
    at++;
    return true;
  }

  /** Takes the text, without regard to case, if it is what comes next, whatever follows. */
  boolean acceptText(String ascii) {
    int end = at + ascii.length();
    if (end > line.length
        || !new String(line, at, ascii.length(), StandardCharsets.ISO_8859_1)
            .equalsIgnoreCase(ascii)) {
      return false;
    }
    at = end;
    return true;
  }

  void expect(char c) throws CommandRefusedException {
    if (!accept(c)) {
      throw bad("Expected '" + c + "' " + place());
    }
  }

  void sp() throws CommandRefusedException {
    if (!accept(' ')) {
      throw bad(atEnd() ? "An argument is missing" : "Expected a space " + place());
    }
  }

  /** The end of the command. Blanks before it do no harm, and some clients send them. */
  void end() throws CommandRefusedException {
    while (accept(' ')) {}
    if (!atEnd()) {
      throw bad("Expected the end of the command " + place());
    }
  }

  /** {@code tag = 1*<any ASTRING-CHAR except "+">}. */
  String tag() throws CommandRefusedException {
    int start = at;
    while (isAstringChar(peek()) && peek() != '+') {
      at++;
    }
    if (start == at) {
      throw bad("A command begins with a tag");
    }
    return ascii(start);
  }

  String atom() throws CommandRefusedException {
    int start = at;
    while (isAtomChar(peek())) {
      at++;
    }
    if (start == at) {
      throw bad("Expected an atom " + place());
    }
    return ascii(start);
  }

  /**
   * Letters, digits and dots in upper case: the words of FETCH, which a bracket may follow that
   * would be part of an atom.
   */
  String dottedWord() throws CommandRefusedException {
    int start = at;
    while (peek() == '.' || isDigit(peek()) || isLetter(peek())) {
      at++;
    }
    if (start == at) {
      throw bad("Expected a word " + place());
    }
    return ascii(start).toUpperCase(Locale.ROOT);
  }

  /** An atom in upper case, where the grammar has a word. */
  String word() throws CommandRefusedException {
    return atom().toUpperCase(Locale.ROOT);
  }

  /** Takes the word, without regard to case, if it is what comes next. */
  boolean acceptWord(String word) {
    int start = at;
    if (acceptText(word) && isAtomChar(peek())) {
      at = start;
      return false;
    }
    return at > start;
  }

  byte[] astring() throws IOException, CommandRefusedException {
    return isAstringChar(peek()) ? astringAtom() : string();
  }

  /** An astring that is text; the grammar has only ASCII here, but passwords are UTF-8. */
  String astringText() throws IOException, CommandRefusedException {
    return new String(astring(), StandardCharsets.UTF_8);
  }

  /** {@code list-mailbox = 1*list-char / string}. */
  String listMailbox() throws IOException, CommandRefusedException {
    int start = at;
    while (isAstringChar(peek()) || isListWildcard(peek())) {
      at++;
    }
    return start < at ? ascii(start) : new String(string(), StandardCharsets.UTF_8);
  }

  byte[] string() throws IOException, CommandRefusedException {
    return switch (peek()) {
      case '"' -> quoted();
      case '{' -> literal();
      default -> throw bad("Expected a string " + place());
    };
  }

  /** The size of the literal that is next, and last on its line. The literal is not taken. */
  LiteralAnnouncement literalAnnouncement() throws CommandRefusedException {
    LiteralAnnouncement literal = input.line().literal().orElse(null);
    if (literal == null || at != line.length - literal.length()) {
      throw bad("Expected a literal " + place());
    }
    return literal;
  }

  /** {@code number}: 32 bits. */
  long number() throws CommandRefusedException {
    return number(MAX_NUMBER);
  }

  /** {@code number64} (RFC 9051 section 9), for sizes: 63 bits. */
  long number64() throws CommandRefusedException {
    return number(Long.MAX_VALUE);
  }

  long nzNumber() throws CommandRefusedException {
    return notZero(number());
  }

  long nzNumber64() throws CommandRefusedException {
    return notZero(number64());
  }

  private long number(long largest) throws CommandRefusedException {
    int start = at;
    long value = 0;
    while (isDigit(peek())) {
      int digit = peek() - '0';
      if (value > (largest - digit) / 10) {
        throw bad("A number is larger than " + largest);
      }
      value = value * 10 + digit;
      at++;
    }
    if (start == at) {
      throw bad("Expected a number " + place());
    }
    return value;
  }

  private static long notZero(long value) throws CommandRefusedException {
    if (value == 0) {
      throw bad("A number must not be zero");
    }
    return value;
  }

  private byte[] astringAtom() {
    int start = at;
    while (isAstringChar(peek())) {
      at++;
    }
    return Arrays.copyOfRange(line, start, at);
  }

  /**
   * {@code quoted}. Once the client may send UTF-8 in it, what is no UTF-8 is refused (RFC 6855
   * section 3).
   */
  private byte[] quoted() throws CommandRefusedException {
    byte[] text = unquoted();
    if (enabled.utf8() && !isUtf8(text)) {
      throw bad("A quoted string is not valid UTF-8");
    }
    return text;
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException no) {
      return false;
    }
  }

  private byte[] unquoted() throws CommandRefusedException {
    at++;
    var unquoted = new byte[line.length - at];
    int length = 0;
    while (!atEnd()) {
      byte b = line[at++];
      if (b == '"') {
        return Arrays.copyOf(unquoted, length);
      }
      if (b == '\\') {
        if (peek() != '"' && peek() != '\\') {
          throw bad("A backslash in a quoted string stands before a quote or a backslash");
        }
        b = line[at++];
      }
      if (b == 0 || b == '\r') {
        throw bad("A quoted string holds no NUL and no CR");
      }
      unquoted[length++] = b;
    }
    throw bad("A quoted string does not end");
  }

  private byte[] literal() throws IOException, CommandRefusedException {
    LiteralAnnouncement announced = literalAnnouncement();
    if (announced.size() > MAX_ARGUMENT || announced.size() > MAX_ARGUMENTS - argumentBytes) {
      throw bad("A literal is too long");
    }
    argumentBytes += (int) announced.size();
    byte[] bytes = input.literal();
    line = input.line().text();
    at = 0;
    for (byte b : bytes) {
      if (b == 0) {
        throw bad("A literal holds no NUL");
      }
    }
    return bytes;
  }

  private String ascii(int start) {
    return new String(line, start, at - start, StandardCharsets.US_ASCII);
  }

  private String place() {
    return atEnd() ? "at the end" : "at character " + (at + 1);
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(int c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static boolean isAtomChar(int c) {
    return c > 0x20 && c < 0x7f && ATOM_SPECIALS.indexOf(c) < 0;
  }

  private static boolean isAstringChar(int c) {
    return isAtomChar(c) || c == ']';
  }

  private static boolean isListWildcard(int c) {
    return LIST_WILDCARDS.indexOf(c) >= 0;
  }
}
