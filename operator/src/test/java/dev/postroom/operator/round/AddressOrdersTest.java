package dev.postroom.operator.round;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.crds.Annotations;
import dev.postroom.operator.Servers;
import dev.postroom.operator.limits.Decision;
import dev.postroom.operator.limits.Ledger;
import dev.postroom.operator.limits.LedgerText;
import dev.postroom.operator.limits.LimitRules;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AddressOrdersTest {

  private static final String PEER = "203.0.113.7";
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private static final String RAISED =
      """
      203.0.113.7: {limit: 60, base: 20, since: 2026-11-22T09:00:00Z, needed: 2026-11-22T11:00:00Z,
        users: 12, wanted: 120, refused: 31, reason: TurnedAway, message: turned away}
      """;

  private ServerMemory memory;

  @BeforeEach
  void start() throws IOException {
    memory = startedWith(RAISED);
  }

  @Test
  void aPinHoldsWhileItStandsThere() {
    follow(Map.of(Annotations.PIN, PEER + "=120"));

    assertThat(limit()).isEqualTo(120);
    assertThat(memory.noted().all())
        .extracting(noted -> noted.latest().peer() + " " + noted.reason())
        .containsExactly(PEER + " Pinned");
    assertThat(follow(Map.of(Annotations.PIN, PEER + "=120"))).isEmpty();

    follow(Map.of(Annotations.PIN, PEER + "=80"));
    assertThat(limit()).isEqualTo(80);
  }

  @Test
  void anAnnotationThatCannotBeReadIsNamedAndChangesNothing() {
    follow(Map.of(Annotations.PIN, PEER + "=120"));

    var decisions = follow(Map.of(Annotations.PIN, PEER, Annotations.FORGET, "office"));

    assertThat(decisions).isEmpty();
    assertThat(limit()).isEqualTo(120);
    assertThat(memory.orders().problems())
        .extracting(Object::toString)
        .containsExactly(
            "metadata.annotations[postroom.dev/pin]: 203.0.113.7 has no limit; write ADDRESS=LIMIT,"
                + " such as 203.0.113.7=120",
            "metadata.annotations[postroom.dev/forget]: office is no address; write one such as"
                + " 203.0.113.7 or 2001:db8:1:2::/64");

    follow(Map.of(Annotations.PIN, PEER + "=120"));
    assertThat(memory.orders().problems()).isEmpty();
  }

  @Test
  void aRestartWithAnAnnotationThatCannotBeReadKeepsWhatWasPinned() throws IOException {
    follow(Map.of(Annotations.PIN, PEER + "=120"));
    memory = startedWith(LedgerText.render(memory.ledger().orElseThrow()));

    follow(Map.of(Annotations.PIN, PEER + "=nonsense"));

    assertThat(limit()).isEqualTo(120);
  }

  @Test
  void aRaiseIsForgottenOnceAndNotAgainWhileTheAnnotationStays() throws IOException {
    var forget = Map.of(Annotations.FORGET, PEER);

    assertThat(follow(forget))
        .extracting(Decision::message)
        .containsExactly(
            "forgotten by the annotation postroom.dev/forget: from 60 back to the base limit 20");
    assertThat(memory.ledger().orElseThrow()).isEqualTo(Ledger.EMPTY);

    memory.ledger(LedgerText.parse(RAISED));
    assertThat(follow(forget)).isEmpty();
    assertThat(limit()).isEqualTo(60);
  }

  @Test
  void aRestartDoesNotForgetAgain() throws IOException {
    var forget = Map.of(Annotations.FORGET, PEER);
    follow(forget);
    var kept = memory.orders().kept();

    memory = startedWith(RAISED);
    memory.orders().readBack(kept);

    assertThat(kept).isEqualTo("203.0.113.7\n");
    assertThat(follow(forget)).isEmpty();
    assertThat(limit()).isEqualTo(60);
  }

  @Test
  void anAddressThatIsNamedAnewIsForgottenAnew() throws IOException {
    follow(Map.of(Annotations.FORGET, PEER));
    follow(Map.of());
    memory.ledger(LedgerText.parse(RAISED));

    assertThat(follow(Map.of(Annotations.FORGET, PEER))).hasSize(1);
  }

  @Test
  void anAddressThatIsPinnedAndForgottenIsForgottenWhenThePinGoes() {
    follow(Map.of(Annotations.PIN, PEER + "=120", Annotations.FORGET, PEER));

    assertThat(limit()).isEqualTo(120);
    assertThat(memory.orders().kept()).isEmpty();

    assertThat(follow(Map.of(Annotations.FORGET, PEER)))
        .extracting(Decision::message)
        .containsExactly(
            "forgotten by the annotation postroom.dev/forget: from 120 back to the base limit 20");
    assertThat(memory.ledger().orElseThrow()).isEqualTo(Ledger.EMPTY);
    assertThat(memory.orders().kept()).isEqualTo(PEER + "\n");
  }

  /** So a pin that is set and removed forgets what was raised since the address was named. */
  @Test
  void anAddressThatWasForgottenBeforeItWasPinnedIsForgottenAgain() {
    follow(Map.of(Annotations.FORGET, PEER));
    follow(Map.of(Annotations.PIN, PEER + "=120", Annotations.FORGET, PEER));

    assertThat(follow(Map.of(Annotations.FORGET, PEER)))
        .extracting(Decision::limit)
        .containsExactly(20);
  }

  private List<Decision> follow(Map<String, String> annotations) {
    return memory.orders().follow(annotations, memory, 400, NOON);
  }

  private int limit() {
    return memory.ledger().orElseThrow().raises().get(PEER).limit();
  }

  private static ServerMemory startedWith(String ledger) throws IOException {
    var memory = new ServerMemory();
    memory.rules(LimitRules.of(Servers.spec("{}")));
    memory.ledger(LedgerText.parse(ledger));
    return memory;
  }
}
