package dev.postroom.operator.references;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.Servers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReferencePaceTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final ReferencePace pace = new ReferencePace();

  @Test
  void fewAreLookedAtOftenAndManyWithinAMinute() {
    assertThat(pace.looked("a", 2, NOON)).isEqualTo(Duration.ofSeconds(5));
    assertThat(pace.looked("b", 598, NOON)).isEqualTo(Duration.ofSeconds(30));
    assertThat(pace.looked("c", 5000, NOON)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void serversThatAreGoneSlowNobodyDown() {
    pace.looked("gone", 5000, NOON);

    assertThat(pace.looked("a", 2, NOON.plus(Duration.ofMinutes(16))))
        .isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void everythingThatASpecificationNamesIsLookedAt() {
    var server =
        Servers.server(
            """
            users: {ldapSecretName: tree}
            tls:
              secretName: cert
              names: [{name: mail.example.org, secretName: org}]
              clientCa: {configMapName: people}
            """);

    assertThat(Reference.of(server))
        .extracting(r -> r.field() + ": " + r.kind() + " " + r.name() + " " + r.keys())
        .containsExactly(
            "spec.users.ldapSecretName: Secret tree [authldaprc]",
            "spec.tls.secretName: Secret cert [tls.crt, tls.key]",
            "spec.tls.names[mail.example.org].secretName: Secret org [tls.crt, tls.key]",
            "spec.tls.clientCa.configMapName: ConfigMap people [ca.crt]");
  }
}
