package dev.postroom.imap.courier;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A command as a client sends it, without tag and CRLF. In the text from which it is made {@code
 * {{text}}} stands for a literal, in which {@code \n} means CRLF and {@code \xNN} an octet.
 */
record CommandText(List<Piece> pieces) {

  private static final Pattern LITERAL = Pattern.compile("\\{\\{(.*?)}}");
  private static final Pattern OCTET = Pattern.compile("\\\\x([0-9a-f]{2})");

  /** Where the mailbox stands whose UIDVALIDITY the answer tells. */
  private static final Pattern MAILBOX =
      Pattern.compile(
          "(?i)(?:(?:UID )?(?:COPY|MOVE) \\S+|SELECT|EXAMINE|APPEND) (\"[^\"]*\"|\\S+).*");

  private static final int HEXADECIMAL = 16;

  /** A part of a command; one character stands for one octet. */
  sealed interface Piece {}

  /** What is sent as it stands. */
  record Line(String text) implements Piece {}

  /** What is sent as a literal, once the server has asked for it. */
  record Literal(String octets) implements Piece {}

  CommandText {
    pieces = List.copyOf(pieces);
  }

  static CommandText of(String text) {
    String octets = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    List<Piece> pieces = new ArrayList<>();
    Matcher literal = LITERAL.matcher(octets);
    int from = 0;
    while (literal.find()) {
      pieces.add(new Line(octets.substring(from, literal.start())));
      pieces.add(new Literal(unescaped(literal.group(1))));
      from = literal.end();
    }
    pieces.add(new Line(octets.substring(from)));
    return new CommandText(pieces);
  }

  /** The mailbox that it is about, as far as UIDVALIDITY goes; empty where there is none. */
  String mailbox() {
    String text =
        pieces.stream()
            .map(piece -> piece instanceof Line(String line) ? line : ((Literal) piece).octets())
            .collect(Collectors.joining());
    Matcher mailbox = MAILBOX.matcher(text.lines().findFirst().orElse(""));
    return mailbox.matches() ? mailbox.group(1).replace("\"", "") : "";
  }

  private static String unescaped(String text) {
    return OCTET
        .matcher(text.replace("\\n", "\r\n"))
        .replaceAll(
            octet ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(octet.group(1), HEXADECIMAL))));
  }
}
