package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.events.EventReason;
import dev.postroom.operator.limits.MaximumReason;
import dev.postroom.operator.limits.Reason;
import dev.postroom.operator.status.ConditionReason;
import dev.postroom.operator.status.ConditionType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/troubleshooting.md} explains each reason that the operator may give, once, and none
 * besides.
 */
class TroubleshootingDocumentTest {

  /** A line of a table: a reason, what it means, what to do. */
  private static final Pattern ROW =
      Pattern.compile("^\\| `(\\w+)` \\| ([^|]+) \\| ([^|]+) \\|$", Pattern.MULTILINE);

  private static final Pattern CONDITION = Pattern.compile("^### (\\w+)$", Pattern.MULTILINE);

  private static final String DOCUMENT = read();

  @Test
  void everyConditionHasItsTable() {
    assertThat(CONDITION.matcher(section("Conditions")).results().map(found -> found.group(1)))
        .containsExactly(names(ConditionType.values()));
  }

  @Test
  void everyReasonOfAConditionIsExplained() {
    assertThat(reasons("Conditions")).containsExactlyInAnyOrder(names(ConditionReason.values()));
  }

  @Test
  void everyReasonOfAnEventIsExplained() {
    assertThat(reasons("Events")).containsExactlyInAnyOrder(names(EventReason.values()));
  }

  @Test
  void everyReasonOfADecisionIsExplained() {
    assertThat(reasons("Decisions")).containsExactlyInAnyOrder(names(Reason.values()));
  }

  @Test
  void everyReasonForTheMaximumOfAPodIsExplained() {
    assertThat(reasons("The maximum of a pod"))
        .containsExactlyInAnyOrder(names(MaximumReason.values()));
  }

  private static List<String> reasons(String title) {
    return ROW.matcher(section(title)).results().map((MatchResult row) -> row.group(1)).toList();
  }

  private static String section(String title) {
    var from = DOCUMENT.indexOf("\n## " + title + "\n");
    assertThat(from).as("section " + title).isPositive();
    var to = DOCUMENT.indexOf("\n## ", from + 1);
    return DOCUMENT.substring(from, to < 0 ? DOCUMENT.length() : to);
  }

  private static String[] names(Enum<?>... values) {
    return Arrays.stream(values).map(Enum::name).toArray(String[]::new);
  }

  private static String read() {
    try {
      return Files.readString(Path.of("..", "docs", "troubleshooting.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
