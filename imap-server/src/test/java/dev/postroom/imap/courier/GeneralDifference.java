package dev.postroom.imap.courier;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Deliberate differences that show all over the scripts, as rules. Each is an entry of
 * docs/courier-differences.md; those that show in few places stand there, in the scripts.
 */
enum GeneralDifference {

  /** RFC 3501 section 7.1.3. */
  BAD_FOR_SYNTAX_ERRORS("bad", GeneralDifference::badForSyntaxErrors),

  /** RFC 5530. */
  REASONS_AS_CODES("response-codes", GeneralDifference::reasonsAsCodes),

  /** RFC 3501 section 6.3.1. */
  ALL_THAT_SELECT_HAS_TO_TELL("select", GeneralDifference::allThatSelectHasToTell),

  /**
   * A message number that there is not is an error of the client (RFC 9051 section 9, seq-number).
   */
  NO_SUCH_MESSAGE("no-such-message", GeneralDifference::noSuchMessage),

  /** RFC 3501 section 7.4.1: EXPUNGE says by itself that there is one message less. */
  COUNTS_BEHIND_EXPUNGE("counts-behind-expunge", GeneralDifference::countsBehindExpunge),

  /** Keywords that have fallen out of use. */
  FLAGS_IN_USE("flags-in-use", GeneralDifference::flagsInUse),

  /** RFC 8474 section 4.2. */
  ID_OF_A_NEW_MAILBOX("mailbox-id", GeneralDifference::idOfANewMailbox),

  /** What Courier cannot do, and without what no RFC knows. */
  MORE_CAPABILITIES("capabilities", GeneralDifference::moreCapabilities),

  /** What Courier's files have no place for. */
  OWN_FILES("own-files", GeneralDifference::ownFiles);

  private static final Pattern REASON =
      Pattern.compile(
          "NO \\[(NONEXISTENT|ALREADYEXISTS|CANNOT|NOPERM|OVERQUOTA|READ-ONLY|BADCHARSET.*)]");

  private static final Pattern OF_SELECT =
      Pattern.compile("\\* OK \\[(UIDNEXT|UNSEEN|HIGHESTMODSEQ|MAILBOXID) .*]");

  /** Also of a SELECT that fails. */
  private static final String CLOSED = "* OK [CLOSED]";

  private static final Pattern COUNT = Pattern.compile("\\* \\d+ (EXISTS|RECENT)");

  private static final Pattern FLAGS =
      Pattern.compile("\\* (FLAGS|OK \\[PERMANENTFLAGS) \\(.*\\)]?");

  private static final Pattern OWN_FILE =
      Pattern.compile("\\w+ (.*/)?postroom(-\\w+|index(/\\w+)?): .*");

  private final String id;
  private final BinaryOperator<List<String>> rule;

  GeneralDifference(String id, BinaryOperator<List<String>> rule) {
    this.id = id;
    this.rule = rule;
  }

  /** Its entry in docs/courier-differences.md. */
  String id() {
    return id;
  }

  /**
   * What Postroom is expected to say where Courier says {@code courier}. What Postroom says is
   * looked at only to learn whether and with which value the difference shows.
   */
  List<String> expected(List<String> courier, List<String> postroom) {
    return rule.apply(courier, postroom);
  }

  private static List<String> badForSyntaxErrors(List<String> courier, List<String> postroom) {
    return last(courier).equals(Normalised.SYNTAX_ERROR) ? completedBy(courier, "BAD") : courier;
  }

  private static List<String> reasonsAsCodes(List<String> courier, List<String> postroom) {
    return last(courier).equals("NO") && REASON.matcher(last(postroom)).matches()
        ? completedBy(courier, last(postroom))
        : courier;
  }

  private static List<String> allThatSelectHasToTell(List<String> courier, List<String> postroom) {
    boolean selected = courier.stream().anyMatch(line -> line.startsWith("* OK [UIDVALIDITY "));
    List<String> expected = new ArrayList<>(courier);
    for (int i = 0; i < postroom.size(); i++) {
      String line = postroom.get(i);
      if (line.equals(CLOSED) || selected && OF_SELECT.matcher(line).matches()) {
        expected.add(Math.min(i, expected.size()), line);
      }
    }
    return expected;
  }

  private static List<String> noSuchMessage(List<String> courier, List<String> postroom) {
    return courier.contains("* " + Normalised.NO_SUCH_MESSAGE) && last(postroom).equals("BAD")
        ? List.of("BAD")
        : courier;
  }

  private static List<String> countsBehindExpunge(List<String> courier, List<String> postroom) {
    return courier.stream().anyMatch(line -> line.endsWith(" EXPUNGE"))
        ? courier.stream()
            .filter(line -> postroom.contains(line) || !COUNT.matcher(line).matches())
            .toList()
        : courier;
  }

  /** In answers to SELECT, where both tell which are in use, there is no difference. */
  private static List<String> flagsInUse(List<String> courier, List<String> postroom) {
    if (courier.stream().anyMatch(line -> line.startsWith("* OK [UIDVALIDITY "))) {
      return courier;
    }
    Stream<String> others = courier.stream().filter(line -> !FLAGS.matcher(line).matches());
    Stream<String> flags = postroom.stream().filter(line -> FLAGS.matcher(line).matches());
    return Stream.concat(flags, others).sorted(Normalised.ORDER).toList();
  }

  private static List<String> idOfANewMailbox(List<String> courier, List<String> postroom) {
    return last(courier).equals("OK") && last(postroom).startsWith("OK [MAILBOXID ")
        ? completedBy(courier, last(postroom))
        : courier;
  }

  /** All that Courier announces is still to be announced, but for what is its own. */
  private static List<String> moreCapabilities(List<String> courier, List<String> postroom) {
    return courier.size() == 2
            && courier.getFirst().contains(" CAPABILITY ")
            && words(postroom.getFirst()).containsAll(words(courier.getFirst()))
        ? List.of(postroom.getFirst(), courier.getLast())
        : courier;
  }

  private static List<String> words(String line) {
    return List.of(line.split(" "));
  }

  private static List<String> ownFiles(List<String> courier, List<String> postroom) {
    List<String> files =
        postroom.stream().filter(line -> OWN_FILE.matcher(line).matches()).toList();
    return files.isEmpty()
        ? courier
        : Stream.concat(courier.stream(), files.stream()).sorted().toList();
  }

  private static String last(List<String> lines) {
    return lines.isEmpty() ? "" : lines.getLast();
  }

  private static List<String> completedBy(List<String> lines, String completion) {
    return Stream.concat(lines.stream().limit(lines.size() - 1L), Stream.of(completion)).toList();
  }
}
