package dev.postroom.operator.status;

import static dev.postroom.operator.Reports.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.crds.ImapServerStatus;
import dev.postroom.crds.RolloutStatus;
import dev.postroom.crds.RolloutStatus.Phase;
import dev.postroom.operator.Servers;
import dev.postroom.operator.apply.ApplyFailure;
import dev.postroom.operator.limits.Decision.Outcome;
import dev.postroom.operator.limits.Ledger;
import dev.postroom.operator.limits.LimitRules;
import dev.postroom.operator.limits.Maximum;
import dev.postroom.operator.limits.MaximumDecision;
import dev.postroom.operator.limits.MaximumReason;
import dev.postroom.operator.limits.Raise;
import dev.postroom.operator.limits.Reason;
import dev.postroom.operator.owned.OwnedState;
import dev.postroom.operator.owned.StorageState;
import dev.postroom.operator.peers.PodReport;
import dev.postroom.operator.peers.SourceTrust;
import dev.postroom.operator.references.References;
import dev.postroom.operator.render.FieldProblem;
import dev.postroom.operator.render.Rendering;
import dev.postroom.operator.rollout.Children;
import dev.postroom.operator.rollout.RolloutState;
import dev.postroom.operator.round.Look;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusSizeTest {

  private static final int MEBIBYTE = 1 << 20;

  /** Three bytes each, more of them than any text may have. */
  private static final String ENDLESS = "邮".repeat(100_000);

  @Test
  void whateverOthersSayAndHoweverMuchGoesWrongAStatusIsFarBelowWhatEtcdTakes() {
    var status = StatusReport.of(worst(), ImapServerStatus.EMPTY);

    assertThat(Serialization.asJson(status).getBytes(UTF_8)).hasSizeLessThan(MEBIBYTE / 2);
    assertThat(status.peers()).hasSize(ImapServerStatus.MAX_PEERS);
    assertThat(status.rollout().reasons())
        .hasSize(BoundedText.MAX_REASONS)
        .endsWith("%d more".formatted(5_000 - BoundedText.MAX_REASONS + 1));
    assertThat(status.rollout().message()).hasSize(BoundedText.MAX).endsWith("…");
  }

  @Test
  void noTextEndsInTheMiddleOfACharacter() {
    for (var before : List.of("", "x")) {
      var text = BoundedText.of(before + "📬".repeat(BoundedText.MAX));

      assertThat(text).hasSizeBetween(BoundedText.MAX - 1, BoundedText.MAX);
      assertThat(new String(text.getBytes(UTF_8), UTF_8)).isEqualTo(text);
    }
  }

  @Test
  void aPlaceInTheQueueIsNoNews() {
    var second = StatusReport.withoutNumbers(waiting("number 2 in the queue"));

    assertThat(StatusReport.withoutNumbers(waiting("number 1 in the queue"))).isEqualTo(second);
  }

  private static ImapServerStatus waiting(String message) {
    var since = NOON.toString();
    var rollout = new RolloutStatus(Phase.Waiting, List.of("image"), message, since, 0, 1, null);
    return new ImapServerStatus(1L, List.of(), 1, 1, "", null, List.of(), rollout);
  }

  private static Observed worst() {
    var problem = new FieldProblem("spec.image", ENDLESS);
    var raises = new HashMap<String, Raise>();
    for (int i = 0; i < 1000; i++) {
      raises.put("2001:db8:ffff:%04x::/64".formatted(i), raise());
    }
    return new Observed(
        NOON,
        new Children(Servers.server("{}"), List.of(), List.of()),
        new Rendering.Invalid(List.of(problem)),
        References.NONE,
        List.of(new ApplyFailure(ApplyFailure.Reason.DeniedByAdmission, ENDLESS)),
        new OwnedState(
            new StorageState(ENDLESS, Optional.empty(), Optional.of(ENDLESS), Optional.of(ENDLESS)),
            List.of(problem)),
        new Look(
            NOON,
            List.of(new PodReport.Missing("mail-0", ENDLESS)),
            new SourceTrust.Unknown(ENDLESS)),
        Map.of(),
        Optional.of(LimitRules.of(Servers.spec("{}"))),
        new Ledger(raises),
        List.of(),
        new RolloutState(
            Phase.Blocked,
            Collections.nCopies(5_000, ENDLESS),
            ENDLESS,
            0,
            3,
            ENDLESS,
            Optional.empty(),
            List.of(ENDLESS)),
        List.of(problem),
        Optional.of(
            new MaximumDecision(
                Outcome.HELD, Maximum.asSpecified(400, NOON), MaximumReason.AsSpecified, ENDLESS)));
  }

  private static Raise raise() {
    return new Raise(
        80, 20, NOON, NOON, NOON, 12, 120, 31, Reason.TurnedAway, ENDLESS, Optional.empty());
  }
}
