package dev.postroom.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The alerts as the chart renders them, judged by Prometheus' promtool: they can be read, and fire
 * when they should and not otherwise. So can all other queries that users are given.
 */
class AlertsTest {

  private static final String VALUES =
      "{podMonitor: {enabled: true}, prometheusRule: {enabled: true}}";

  /** Series and what comes of them, as {@code promtool test rules} reads it. */
  private static final Path SITUATIONS = Path.of("src", "test", "resources", "alerts");

  private static final Path DOCUMENTS = Path.of("..", "docs");

  /** In the tables of the pages on metrics; the cell of a table has a bar behind a backslash. */
  private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| [^|]+\\? \\|(.+)\\|$");

  private static final Pattern QUOTED = Pattern.compile("`([^`]*postroom_[^`]*)`");

  /** In the table of the chart's page. */
  private static final Pattern NAMED = Pattern.compile("(?m)^\\| `(Postroom\\w+)` \\| (\\w+) \\|");

  private static final String RULES = "rules.yaml";

  private static final ObjectMapper YAML = Serialization.yamlMapper();

  @TempDir private Path scratch;

  @Test
  void prometheusReadsThemAll() throws IOException, InterruptedException {
    write(alerts());

    new Promtool().succeed(scratch, "check", "rules", "--lint=all", "--lint-fatal", RULES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"servers.yaml", "operator.yaml"})
  void theyFireWhenTheyShouldAndNotOtherwise(String situations)
      throws IOException, InterruptedException {
    var alerts = alerts();
    rules(alerts).forEach(rule -> annotations(rule).remove("description"));
    write(alerts);
    Files.copy(SITUATIONS.resolve(situations), scratch.resolve(situations));

    new Promtool().succeed(scratch, "test", "rules", situations);
  }

  /** Also where promtool is missing: a new alert comes with both. */
  @Test
  void thereIsATimeAtWhichEachFiresAndOneAtWhichItDoesNot() throws IOException {
    var firing = new TreeSet<String>();
    var silent = new TreeSet<String>();
    for (var file : List.of("servers.yaml", "operator.yaml")) {
      for (var test : YAML.readTree(SITUATIONS.resolve(file).toFile()).get("tests")) {
        for (var expected : test.get("alert_rule_test")) {
          (expected.get("exp_alerts").isEmpty() ? silent : firing)
              .add(expected.get("alertname").asText());
        }
      }
    }

    var names = new TreeSet<String>();
    rules(alerts()).forEach(rule -> names.add(rule.get("alert").asText()));
    assertThat(names).hasSizeGreaterThan(15);
    assertThat(firing).isEqualTo(names);
    assertThat(silent).isEqualTo(names);
  }

  @Test
  void thePageOfTheChartNamesThemAll() throws IOException {
    var rows =
        NAMED
            .matcher(Files.readString(Chart.DIRECTORY.resolve("README.md")))
            .results()
            .map(row -> row.group(1) + " " + row.group(2))
            .toList();

    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            rules(alerts()).stream()
                .map(rule -> rule.get("alert").asText() + " " + severity(rule))
                .toList());
  }

  @Test
  void prometheusReadsTheQueriesOfTheDashboard() throws IOException, InterruptedException {
    var queries =
        new ObjectMapper()
            .readTree(Chart.DIRECTORY.resolve("files/dashboard.json").toFile())
            .findValuesAsText("expr");
    assertThat(queries).hasSizeGreaterThan(15);

    checkQueries(queries);
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics.md", "operator-metrics.md"})
  void prometheusReadsTheQueriesOfThePages(String page) throws IOException, InterruptedException {
    var queries =
        DOCUMENTED
            .matcher(Files.readString(DOCUMENTS.resolve(page)))
            .results()
            .flatMap(row -> QUOTED.matcher(row.group(1)).results())
            .map(query -> query.group(1).replace("\\|", "|"))
            .toList();
    assertThat(queries).hasSizeGreaterThan(5);

    checkQueries(queries);
  }

  /** As if they were recorded, since promtool checks rules. */
  private void checkQueries(List<String> queries) throws IOException, InterruptedException {
    var root = YAML.createObjectNode();
    var group = root.putArray("groups").addObject().put("name", "queries");
    var recorded = group.putArray("rules");
    for (var query : queries) {
      recorded.addObject().put("record", "query:" + recorded.size()).put("expr", query);
    }
    write(root);

    new Promtool().succeed(scratch, "check", "rules", RULES);
  }

  private JsonNode alerts() throws IOException {
    return YAML.readTree(Chart.file(scratch, VALUES, "templates/prometheusrule.yaml")).get("spec");
  }

  private static List<JsonNode> rules(JsonNode alerts) {
    return StreamSupport.stream(alerts.get("groups").spliterator(), false)
        .map(group -> (ArrayNode) group.get("rules"))
        .flatMap(rules -> StreamSupport.stream(rules.spliterator(), false))
        .toList();
  }

  private static String severity(JsonNode rule) {
    return rule.get("labels").get("severity").asText();
  }

  private static ObjectNode annotations(JsonNode rule) {
    return (ObjectNode) rule.get("annotations");
  }

  private void write(JsonNode rules) throws IOException {
    YAML.writeValue(scratch.resolve(RULES).toFile(), rules);
  }
}
