package dev.postroom.imap.server;

import dev.postroom.testing.MetricsTable;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes {@code docs/metrics.md} from a scrape. */
final class MetricsDocument {

  static final String REWRITE = "postroom.rewrite-documents";

  static final String COMMAND =
      "./mvnw -q -pl imap-server -am test -Dtest=MetricsTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -D"
          + REWRITE
          + "=true";

  static final Path FILE = Path.of("..", "docs", "metrics.md");

  /** Listed by themselves: there are too many for a table. */
  private static final String COMMANDS = "command";

  private static final String EXAMPLES =
      """
      | question | query |
      |---|---|
      | How full is it? | `sum(postroom_imap_connections) / max(postroom_imap_configuration_maximum_connections)` |
      | How many clients wait for mail in IDLE? | `sum(postroom_imap_connections{state="idle"})` |
      | Who is refused, and why? | `sum by (cause) (rate(postroom_imap_refusals_total[5m])) > 0`, then the peer report for the addresses |
      | Are logins failing? | `sum(rate(postroom_imap_logins_total{outcome="rejected"}[5m])) / sum(rate(postroom_imap_logins_total[5m]))` |
      | Can the accounts be asked? | no, where `sum(rate(postroom_imap_logins_total{outcome="unavailable"}[5m])) > 0` |
      | Do passwords come faster than they are looked at? | yes, where `sum(rate(postroom_imap_logins_total{outcome="throttled"}[5m])) > 0`; the peer report says from where |
      | Do passwords wait for a processor? | `postroom_imap_executor_queued_tasks > 10` |
      | Is it slow? | `histogram_quantile(0.99, sum by (le, command) (rate(postroom_imap_command_duration_seconds_bucket[5m])))` |
      | Do indexes help? | `sum by (source) (rate(postroom_imap_mailbox_openings_total[5m]))`; `memory` and `index` are the cheap ones |
      | What do clients get wrong? | `sum by (command) (rate(postroom_imap_commands_total{completion="bad"}[5m])) > 0` |
      | Do clients resume TLS? | `sum by (outcome) (rate(postroom_imap_tls_handshakes_total[5m]))` |
      | Was my change taken? | `postroom_imap_configuration_rejected == 1 or postroom_imap_configuration_pending_restart > 0` |
      | Does a certificate expire within two weeks? | `postroom_imap_certificate_expiry_timestamp_seconds - time() < 14 * 86400` |
      """;

  private MetricsDocument() {}

  /** In lines of at most 120 characters, as all prose is. */
  private static String wrapped(String list) {
    return list.replaceAll("(.{100,119},) ", "$1\n");
  }

  static Set<String> namesInExamples() {
    return Pattern.compile("postroom_\\w+")
        .matcher(EXAMPLES)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }

  /**
   * @param scrape of a server to which nothing happened yet: all series are there from the start
   */
  static String of(String scrape) {
    var table = new MetricsTable(scrape);
    return """
    # Metrics

    <!-- Made from what a server tells. To rewrite it:
         %s -->

    Prometheus finds these at `/q/metrics` on the management port, beside those of the JVM and of the process. Every series
    is there from the start, and nothing that clients do adds one: no label holds an address, a user, a mailbox, or
    whatever else a client may choose. What concerns single addresses is in
    the [peer report](peer-report.md); [limits.md](limits.md) explains each cause of a refusal.

    ## What to ask

    %s
    ## All of them

    | name | type | labels | meaning |
    |---|---|---|---|
    %s
    `listener` is the kind of port: `imapd` is PORT, `imapd-ssl` SSLPORT, and those in `-cluster` are for clients inside
    the cluster. `command` is one of these, and `unknown` is whatever else clients say:
    %s.
    """
        .formatted(
            COMMAND,
            EXAMPLES,
            table.rows(COMMANDS),
            wrapped(String.join(", ", table.values("postroom_imap_commands_total", COMMANDS))));
  }
}
