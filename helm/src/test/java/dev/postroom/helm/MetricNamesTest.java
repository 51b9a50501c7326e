package dev.postroom.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Alerts and the dashboard ask for metrics that there are. */
class MetricNamesTest {

  private static final Path FILES = Chart.DIRECTORY.resolve("files");
  private static final Path SERVER_METRICS = Path.of("..", "docs", "metrics.md");
  private static final Path OPERATOR = Path.of("..", "operator", "src", "main", "java");

  private static final Pattern REASONS = Pattern.compile("reason=~\"([^\"]+)\"");
  private static final Pattern CONSTANT = Pattern.compile("(?m)^  ([A-Z]\\w+)[,;]?$");

  private static final Pattern METRIC = Pattern.compile("\\bpostroom_\\w+");

  /** As the operator names a meter; Prometheus' name of it has underscores and may have an end. */
  private static final Pattern METER = Pattern.compile("\"(postroom(?:\\.[a-z]+)+)\"");

  @Test
  void alertsAskForMetricsThatServersAndOperatorHave() {
    var alerts = names(read(FILES.resolve("alerts.yaml")));
    var operatorAlerts = names(read(FILES.resolve("operator-alerts.yaml")));

    assertThat(alerts).hasSizeGreaterThan(5);
    assertThat(servers()).containsAll(alerts);
    assertThat(operatorAlerts).isNotEmpty();
    assertThat(operator()).containsAll(operatorAlerts);
  }

  /** An alert that asks for another word would never fire. */
  @Test
  void alertsAskForReasonsThatThereAre() {
    var known = new TreeSet<String>();
    for (var reasons : List.of("limits/Reason.java", "status/ConditionReason.java")) {
      var source = read(OPERATOR.resolve("dev/postroom/operator").resolve(reasons));
      CONSTANT.matcher(source).results().map(found -> found.group(1)).forEach(known::add);
    }

    var asked =
        REASONS
            .matcher(read(FILES.resolve("operator-alerts.yaml")))
            .results()
            .flatMap(found -> Arrays.stream(found.group(1).split("\\|")))
            .toList();
    assertThat(asked).hasSizeGreaterThan(5);
    assertThat(known).containsAll(asked);
  }

  /** Who guesses passwords is refused for as long as he likes, and that is as it should be. */
  @Test
  void nobodyIsCalledForThoseWhoShallBeRefused() {
    assertThat(read(FILES.resolve("operator-alerts.yaml")).replaceAll("#.*", ""))
        .contains("postroom_held_addresses")
        .doesNotContain("NobodyLoggedIn", "EarnedLimitReached", "RecommendOnly");
  }

  @Test
  void theDashboardAsksForMetricsThatServersAndOperatorHave() throws IOException {
    var dashboard = read(FILES.resolve("dashboard.json"));
    var known = new TreeSet<>(servers());
    known.addAll(operator());

    assertThat(known).containsAll(names(dashboard));
    assertThat(overlapping(new ObjectMapper().readTree(dashboard).get("panels"))).isEmpty();
  }

  private static Set<String> servers() {
    return names(read(SERVER_METRICS));
  }

  private static Set<String> operator() {
    try (var sources = Files.walk(OPERATOR)) {
      return sources
          .filter(source -> source.toString().endsWith(".java"))
          .flatMap(source -> METER.matcher(read(source)).results())
          .map(meter -> meter.group(1).replace('.', '_'))
          .flatMap(name -> Set.of(name, name + "_total", name + "_seconds").stream())
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> names(String text) {
    return METRIC.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  /** Titles of panels that lie on one another or out of the 24 columns. */
  private static ArrayList<String> overlapping(JsonNode panels) {
    var taken = new TreeSet<String>();
    var overlapping = new ArrayList<String>();
    for (var panel : panels) {
      var at = panel.get("gridPos");
      int right = at.get("x").intValue() + at.get("w").intValue();
      int bottom = at.get("y").intValue() + at.get("h").intValue();
      boolean fits = right <= 24;
      for (int x = at.get("x").intValue(); x < right; x++) {
        for (int y = at.get("y").intValue(); y < bottom; y++) {
          fits &= taken.add(x + "," + y);
        }
      }
      if (!fits) {
        overlapping.add(panel.get("title").asText());
      }
    }
    return overlapping;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
