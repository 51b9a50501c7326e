package dev.postroom.imap.courier;

import dev.postroom.imap.courier.Token.Atom;
import dev.postroom.imap.courier.Token.Sequence;
import dev.postroom.imap.courier.Token.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Puts the answers of one server into a form in which those that mean the same to a client are
 * equal. What is given up, and why:
 *
 * <ul>
 *   <li>The tag: every answer has the one of its command.
 *   <li>UIDVALIDITY: any number will do, and both take it from the clock. The first one that a
 *       mailbox has is V1, the next V2; so a server must keep or change it where the other does.
 *   <li>The human text of status responses, on which RFC 3501 section 7.1 forbids to rely.
 *   <li>How a string is sent, quoted or as a literal (section 4.3), and that a mailbox name and a
 *       field name in a section may be an atom too (astring); and the case of INBOX.
 *   <li>How what is told of one message in one answer is spread over FETCH responses.
 *   <li>The order of unlike untagged responses, of numbers in SEARCH, of items in FETCH and STATUS,
 *       of flags and of names in LIST, none of which the RFC gives.
 *   <li>Letter case where the RFC says that it has no meaning: names of media types and parameters.
 * </ul>
 */
final class Normalised {

  private static final String LAST = "~";
  private static final String INBOX = "INBOX";
  private static final Atom FETCH = new Atom("FETCH");
  private static final Pattern UIDVALIDITY_IN_CODE =
      Pattern.compile("^(UIDVALIDITY|APPENDUID|COPYUID) (\\d+)(.*)$");
  private static final Pattern FLAGS_IN_CODE = Pattern.compile("^PERMANENTFLAGS \\((.*)\\)$");
  private static final Set<String> SETS =
      Set.of("LIST", "LSUB", "STATUS", "ACL", "QUOTA", "QUOTAROOT", "CAPABILITY");
  private static final Set<String> WITH_NAMES =
      Set.of("LIST", "LSUB", "STATUS", "ACL", "MYRIGHTS", "LISTRIGHTS", "QUOTA", "QUOTAROOT");

  /** The order of responses in an answer. */
  static final Comparator<String> ORDER = Comparator.comparing(Normalised::group);

  /** How Courier's answer to whatever it cannot parse appears; its text alone tells it apart. */
  static final String SYNTAX_ERROR = "NO (not understood)";

  /** How Courier's remark on a message number that there is not appears. */
  static final String NO_SUCH_MESSAGE = "NO (no such message)";

  private static final String COURIER_NO_SUCH_MESSAGE = "Invalid message sequence number: ";
  private static final String COURIER_SYNTAX_ERROR = "Error in IMAP command received by server.";

  private final Map<String, List<String>> uidValidities = new HashMap<>();
  private String mailbox = "";

  /**
   * The responses to one command, the tagged one last.
   *
   * @param mailbox which the command is about
   */
  List<String> answer(String mailbox, List<Response> responses) {
    this.mailbox = mailbox;
    List<String> untagged = new ArrayList<>();
    String completion = "";
    for (Response response : merged(responses)) {
      if (response instanceof Response.Status status && status.tagged()) {
        completion = status(status);
      } else {
        untagged.add(untagged(response));
      }
    }
    untagged.add(completion);
    untagged.sort(ORDER);
    return untagged;
  }

  /** All that is told of one message in one answer, together. */
  private static List<Response> merged(List<Response> responses) {
    Map<String, List<Token>> fetched = new LinkedHashMap<>();
    List<Response> merged = new ArrayList<>();
    for (Response response : responses) {
      if (response instanceof Response.Data(List<Token> tokens)
          && tokens.size() > 2
          && tokens.get(1).equals(FETCH)) {
        fetched
            .computeIfAbsent(((Atom) tokens.getFirst()).text(), _ -> new ArrayList<>())
            .addAll(((Sequence) tokens.get(2)).tokens());
      } else {
        merged.add(response);
      }
    }
    fetched.forEach(
        (number, items) ->
            merged.add(new Response.Data(List.of(new Atom(number), FETCH, new Sequence(items)))));
    return merged;
  }

  private String untagged(Response response) {
    return switch (response) {
      case Response.Continuation _ -> "+";
      case Response.Status status -> "* " + status(status);
      case Response.Data(List<Token> tokens) -> "* " + data(tokens);
    };
  }

  /** Only responses of one group keep their order, unless they are members of a set. */
  private static String group(String line) {
    if (!line.startsWith("* ")) {
      return LAST;
    }
    String[] words = line.split(" ", 4);
    if (words[1].chars().allMatch(Character::isDigit)) {
      return words[2];
    }
    return SETS.contains(words[1]) ? line : words[1];
  }

  private String status(Response.Status status) {
    if (status.condition().equals("NO") && status.text().equals(COURIER_SYNTAX_ERROR)) {
      return SYNTAX_ERROR;
    }
    if (status.condition().equals("NO") && status.text().startsWith(COURIER_NO_SUCH_MESSAGE)) {
      return NO_SUCH_MESSAGE;
    }
    return status.code().isEmpty()
        ? status.condition()
        : "%s [%s]".formatted(status.condition(), code(status.code()));
  }

  private String code(String code) {
    Matcher uidValidity = UIDVALIDITY_IN_CODE.matcher(code);
    if (uidValidity.matches()) {
      return "%s %s%s"
          .formatted(
              uidValidity.group(1),
              uidValidity(mailbox, uidValidity.group(2)),
              uidValidity.group(3));
    }
    Matcher flags = FLAGS_IN_CODE.matcher(code);
    return flags.matches()
        ? Arrays.stream(flags.group(1).split(" "))
            .sorted()
            .collect(Collectors.joining(" ", "PERMANENTFLAGS (", ")"))
        : code;
  }

  private String uidValidity(String mailbox, String value) {
    List<String> known =
        uidValidities.computeIfAbsent(mailbox.toUpperCase(Locale.ROOT), _ -> new ArrayList<>());
    if (!known.contains(value)) {
      known.add(value);
    }
    return "V" + (known.indexOf(value) + 1);
  }

  private String data(List<Token> tokens) {
    String name = tokens.getFirst() instanceof Atom(String text) ? text : "";
    if (tokens.size() > 2 && tokens.get(1).equals(FETCH)) {
      return "%s FETCH (%s)".formatted(name, fetchItems((Sequence) tokens.get(2)));
    }
    return switch (name) {
      case "FLAGS" -> "FLAGS (%s)".formatted(sorted((Sequence) tokens.get(1)));
      case "LIST", "LSUB" ->
          "%s (%s) %s"
              .formatted(
                  name, sorted((Sequence) tokens.get(1)), named(tokens.subList(2, tokens.size())));
      case "STATUS" ->
          "STATUS %s (%s)"
              .formatted(
                  named(tokens.subList(1, 2)),
                  statusItems(named(tokens.subList(1, 2)), (Sequence) tokens.get(2)));
      case "SEARCH" -> "SEARCH " + sorted(new Sequence(tokens.subList(1, tokens.size())));
      case "CAPABILITY" -> sorted(new Sequence(tokens));
      default -> WITH_NAMES.contains(name) ? named(tokens) : plain(tokens);
    };
  }

  private String fetchItems(Sequence items) {
    return pairs(items).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(item -> item.getKey() + " " + fetchItem(item.getKey(), item.getValue()))
        .collect(Collectors.joining(" "));
  }

  private static String fetchItem(String name, Token value) {
    return switch (name) {
      case "FLAGS" -> "(" + sorted((Sequence) value) + ")";
      case "BODY", "BODYSTRUCTURE" -> plain(List.of(value)).toLowerCase(Locale.ROOT);
      default -> plain(List.of(value));
    };
  }

  private String statusItems(String mailbox, Sequence items) {
    return pairs(items).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            item ->
                item.getKey()
                    + " "
                    + (item.getKey().equals("UIDVALIDITY")
                        ? uidValidity(mailbox, plain(List.of(item.getValue())))
                        : plain(List.of(item.getValue()))))
        .collect(Collectors.joining(" "));
  }

  private static Map<String, Token> pairs(Sequence items) {
    return IntStream.range(0, items.tokens().size() / 2)
        .boxed()
        .collect(
            Collectors.toMap(
                i -> name(items.tokens().get(2 * i)),
                i -> items.tokens().get(2 * i + 1),
                (_, later) -> later));
  }

  private static String name(Token item) {
    return ((Atom) item).text().toUpperCase(Locale.ROOT).replace("\"", "");
  }

  private static String sorted(Sequence sequence) {
    return sequence.tokens().stream()
        .map(token -> plain(List.of(token)))
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private static String plain(List<Token> tokens) {
    return tokens.stream().map(token -> text(token, false)).collect(Collectors.joining(" "));
  }

  private static String named(List<Token> tokens) {
    return tokens.stream().map(token -> text(token, true)).collect(Collectors.joining(" "));
  }

  private static String text(Token token, boolean asNames) {
    return switch (token) {
      case Atom(String text) -> asNames && text.equalsIgnoreCase(INBOX) ? INBOX : text;
      case Text(String octets) when asNames && octets.equalsIgnoreCase(INBOX) -> INBOX;
      case Text(String octets) ->
          asNames && octets.matches("[^ (){%*\"\\\\\\]\\p{Cntrl}]+")
              ? octets
              : '"' + visible(octets) + '"';
      case Sequence(List<Token> tokens) -> "(" + (asNames ? named(tokens) : plain(tokens)) + ")";
    };
  }

  /** In one line of ASCII, without loss. */
  private static String visible(String octets) {
    StringBuilder text = new StringBuilder();
    for (char octet : octets.toCharArray()) {
      switch (octet) {
        case '\r' -> text.append("\\r");
        case '\n' -> text.append("\\n");
        case '"', '\\' -> text.append('\\').append(octet);
        default -> {
          if (octet < ' ' || octet > '~') {
            text.append("\\x%02x".formatted((int) octet));
          } else {
            text.append(octet);
          }
        }
      }
    }
    return text.toString();
  }
}
