package dev.postroom.operator.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What {@code docs/limits.md} says of the operator is what the operator does. */
class LimitsDocumentTest {

  private final String document;

  LimitsDocumentTest() throws IOException {
    // Lines may end between any two words.
    document = Files.readString(Path.of("../docs/limits.md")).replaceAll("\\s+", " ");
  }

  @Test
  void itsNumbersAreThoseInForce() {
    var spec = Servers.spec("{}");
    var raise = spec.connections().perAddress().autoRaise();
    assertThat(document)
        .contains(
            "every %d seconds (`intervalSeconds`)".formatted(raise.intervalSeconds()),
            "holds %d % of it (`nearPercent`)".replace("%d", raise.nearPercent().toString()),
            "(`usersWithinSeconds`, %d)".formatted(raise.usersWithinSeconds()),
            "earns it %d connections (`connectionsPerUser`)".formatted(raise.connectionsPerUser()),
            "`ceiling` over all pods together | %d |".formatted(raise.ceiling()),
            "for one address | %d |".formatted(raise.sharePercent()),
            "free | %d |".formatted(raise.reservePercent()),
            "makes room | %d |".formatted(Raiser.MAX_RAISED),
            "(`quietSeconds`, %d)".formatted(raise.quietSeconds()),
            "(`expireSeconds`, %d)".formatted(raise.expireSeconds()),
            "older than %d seconds (`staleSeconds`)".formatted(raise.staleSeconds()),
            "in the first %d minutes of a pod".formatted(LimitRules.of(spec).warmUp().toMinutes()),
            "not seen after %d minutes".formatted(Effects.PATIENCE.toMinutes()),
            "once more every %d minutes".formatted(Effects.RETRY.toMinutes()));
  }
}
