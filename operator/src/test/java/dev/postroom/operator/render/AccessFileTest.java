package dev.postroom.operator.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.Servers;
import dev.postroom.operator.limits.Ledger;
import dev.postroom.operator.limits.LimitRules;
import dev.postroom.operator.limits.Raise;
import dev.postroom.operator.limits.Raiser;
import dev.postroom.operator.limits.Reason;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccessFileTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void aStockCourierReadsTenantsAndRaisedAddresses() {
    var rules =
        LimitRules.of(
            Servers.spec(
                    """
                    connections: {perAddress: {tenants: [
                      {name: acme, networks: [203.0.113.0/24], limit: 100}]}}
                    """)
                .connections());
    var ledger =
        new Ledger(
            Map.of(
                "198.51.100.7", raise(60, "31 connections turned away"),
                "203.0.113.9", raise(200, "near"),
                "2001:db8:1:2:0:0:0:0/64", raise(40, "a household")));

    assertThat(AccessFile.render(rules, ledger))
        .isEqualTo(
            """
            # Written by the Postroom operator: the tenants of an ImapServer, and the addresses whose limit
            # it raised. The ConfigMap that ends in -ledger says more of each.
            ##POSTROOM: tenants
            # tenant acme
            203.0.113\tallow,MAXCPERIP=100
            ##POSTROOM: raised
            # 31 connections turned away
            198.51.100.7\tallow,MAXCPERIP=60
            # a household
            :2001:0db8:0001:0002\tallow,MAXCPERIP=40
            # near
            203.0.113.9\tallow,MAXCPERIP=200
            """);
  }

  @Test
  void aRaisedAddressThatIsATenantByItselfHasItsRaisedLimit() {
    var rules =
        LimitRules.of(
            Servers.spec(
                    """
                    connections: {perAddress: {tenants: [
                      {name: acme, networks: [203.0.113.9], limit: 100}]}}
                    """)
                .connections());

    assertThat(AccessFile.render(rules, new Ledger(Map.of("203.0.113.9", raise(200, "near")))))
        .contains("203.0.113.9\tallow,MAXCPERIP=200\n")
        .doesNotContain("MAXCPERIP=100");
  }

  @Test
  void aRaiseThatTheSpecificationHasOvertakenTakesNothingAway() {
    var rules =
        LimitRules.of(
            Servers.spec(
                    """
                    connections: {perAddress: {limit: 50, tenants: [
                      {name: acme, networks: [203.0.113.9, 203.0.114.0/24], limit: 100}]}}
                    """)
                .connections());
    var ledger =
        new Ledger(
            Map.of(
                "203.0.113.9", raise(80, "near"),
                "203.0.114.7", raise(90, "near"),
                "198.51.100.7", raise(50, "near")));

    assertThat(AccessFile.render(rules, ledger))
        .contains("203.0.113.9\tallow,MAXCPERIP=100\n")
        .doesNotContain("##POSTROOM: raised");
  }

  @Test
  void asManyTenantsAndRaisesAsThereCanBeFitIntoTheConfigMap() {
    var rules =
        LimitRules.of(
            Servers.spec(
                IntStream.range(0, 107)
                    .mapToObj(
                        i ->
                            "{name: tenant-%d, networks: [100.100.%d.128/25, 10.%d.0.0/24], limit: 5}"
                                .formatted(i, i, i))
                    .collect(
                        Collectors.joining(", ", "connections: {perAddress: {tenants: [", "]}}"))));
    var raises = new HashMap<String, Raise>();
    for (int i = 0; i < Raiser.MAX_RAISED + 100; i++) {
      raises.put("100.101.%d.%d".formatted(i / 250, i % 250), raise(60, "x".repeat(150)));
    }

    assertThat(AccessFile.render(rules, new Ledger(raises)))
        .contains("100.101.4.99\tallow")
        .hasSizeLessThan((1 << 20) * 9 / 10);
  }

  private static Raise raise(int limit, String message) {
    return new Raise(
        limit, 4, NOON, NOON, NOON, 12, 120, 31, Reason.TurnedAway, message, Optional.empty());
  }
}
