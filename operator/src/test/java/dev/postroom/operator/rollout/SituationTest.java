package dev.postroom.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.crds.ImapServer;
import dev.postroom.crds.UpdatePolicy;
import dev.postroom.operator.Servers;
import dev.postroom.operator.render.CourierFilesRenderer;
import dev.postroom.operator.render.FieldProblem;
import dev.postroom.operator.render.Rendering;
import dev.postroom.operator.rollout.RolloutDecision.AwaitDeletion;
import dev.postroom.operator.rollout.RolloutDecision.Blocked;
import dev.postroom.operator.rollout.RolloutDecision.Create;
import dev.postroom.operator.rollout.RolloutDecision.Live;
import dev.postroom.operator.rollout.RolloutDecision.Nothing;
import dev.postroom.operator.rollout.RolloutDecision.Recreate;
import dev.postroom.operator.rollout.RolloutDecision.Roll;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SituationTest {

  private static final String THEN = "{users: {userdbSecretName: people}}";
  private static final Templates OLD_OPERATOR =
      new Templates(new CourierFilesRenderer(), "imap-server:1");
  private static final Templates OPERATOR =
      new Templates(new CourierFilesRenderer(), "imap-server:2");

  /** What is replaced for, and its words. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {users: {userdbSecretName: people}, image: "own:3"}             | ImageChanged        | image changes from imap-server:2 to own:3
          {users: {userdbSecretName: people}, imapd: {PORT: "1143"}}      | SettingsChanged     | PORT changes from 143 to 1143
          {users: {userdbSecretName: staff}}                              | AccountsChanged     | accounts come from userdb of Secret staff instead of userdb of Secret people
          {users: {ldapSecretName: tree}}                                 | AccountsChanged     | accounts come from authldaprc of Secret tree, ca.crt of Secret tree instead of userdb of Secret people
          {}                                                              | AccountsChanged     | accounts come from nowhere instead of userdb of Secret people
          {users: {userdbSecretName: people}, tls: {secretName: cert}}    | CertificatesChanged | certificates come from tls.crt of Secret cert, tls.key of Secret cert instead of nowhere
          {users: {userdbSecretName: people}, storage: {existingClaim: c}} | StorageChanged     | the mail comes from claim c instead of claim mail-mail
          """)
  void whatAPersonChangedRollsThePodsForThatReason(String now, RestartReason reason, String words) {
    var decision = changed(now).decide();

    assertThat(decision).isInstanceOf(Roll.class);
    assertThat(((Roll) decision).causes()).contains(new RestartCause(reason, words));
    assertThat(((Roll) decision).causes())
        .noneMatch(cause -> cause.reason() == RestartReason.PodChanged);
  }

  @Test
  void aRollBringsWhatANewerOperatorMakesAndSaysSo() {
    var roll = (Roll) changed("{users: {userdbSecretName: staff}}").decide();

    assertThat(image(roll.template())).isEqualTo("imap-server:2");
    assertThat(roll.causes())
        .contains(
            new RestartCause(
                RestartReason.OperatorUpdated,
                "image changes from imap-server:1 to imap-server:2"));
  }

  @Test
  void anOperatorThatMakesPodsOtherwiseRollsNobodyAndSaysWhatWaits() {
    assertThat(changed(THEN).decide())
        .isEqualTo(new Nothing("image changes from imap-server:1 to imap-server:2"));
  }

  @Test
  void whoeverWantsUpdatesNowIsRolledByANewOperator() {
    var situation = new Play(THEN, THEN);
    situation.policy = UpdatePolicy.Now;

    assertThat(((Roll) situation.decide()).causes())
        .containsExactly(
            new RestartCause(
                RestartReason.OperatorUpdated,
                "image changes from imap-server:1 to imap-server:2"));
  }

  @Test
  void whatARunningServerTakesRollsNobody() {
    var live =
        new Play(
            THEN,
            "{users: {userdbSecretName: people}, connections: {maximum: 900}, imapd:"
                + " {IMAP_IDLE_TIMEOUT: \"30\"}}");
    live.changedFiles = List.of("imapd");

    assertThat(live.decide())
        .isEqualTo(new Live(List.of("imapd"), "image changes from imap-server:1 to imap-server:2"));
  }

  @Test
  void eachValueOfTheAnnotationRollsOnce() {
    var asked = new Play(THEN, THEN);
    asked.restart = Optional.of("monday");
    var roll = (Roll) asked.decide();

    assertThat(roll.causes())
        .contains(
            new RestartCause(RestartReason.RestartRequested, "postroom.dev/restart is monday"));
    asked.inForce = Optional.of(roll.template());
    assertThat(asked.decide()).isEqualTo(new Nothing(""));
    asked.restart = Optional.empty();
    assertThat(asked.decide()).as("taken away again").isEqualTo(new Nothing(""));
    asked.restart = Optional.of("tuesday");
    assertThat(asked.decide()).isInstanceOf(Roll.class);
  }

  @Test
  void podsThatServeStayWhileNewOnesCouldNotStart() {
    var missing = new FieldProblem("spec.users.userdbSecretName", "there is no Secret staff");
    var situation = changed("{users: {userdbSecretName: staff}}");
    situation.hindrances = List.of(Hindrance.always(missing));

    assertThat(situation.decide()).isInstanceOf(Blocked.class);
    assertThat(((Blocked) situation.decide()).why()).isEqualTo(missing.toString());
    situation.serves = false;
    assertThat(situation.decide()).isInstanceOf(Roll.class);
  }

  @Test
  void aCertificateThatClientsRefuseKeepsPodsThatHaveABetterOneAndNobodyElse() {
    var expired =
        Hindrance.ofPodsWithNew("cert", new FieldProblem("spec.tls.secretName", "has expired"));
    var toIt = new Play(THEN, "{tls: {secretName: cert}}");
    toIt.hindrances = List.of(expired);
    var withIt = new Play("{tls: {secretName: cert}}", "{image: own:2, tls: {secretName: cert}}");
    withIt.hindrances = List.of(expired);

    assertThat(toIt.decide()).isInstanceOf(Blocked.class);
    assertThat(withIt.decide()).isInstanceOf(Roll.class);
  }

  @Test
  void aMissingSecretBlocksNothingWhereNothingIsToBeReplaced() {
    var situation = changed(THEN);
    situation.hindrances =
        List.of(Hindrance.always(new FieldProblem("spec.tls.secretName", "there is no Secret")));

    assertThat(situation.decide()).isInstanceOf(Nothing.class);
  }

  @Test
  void whatCannotBeChangedInPlaceIsMadeAnewBeforeAnythingRolls() {
    var situation = changed("{users: {userdbSecretName: staff}}");
    situation.current =
        situation.current.map(
            set ->
                new StatefulSetBuilder(set)
                    .editSpec()
                    .withPodManagementPolicy(null)
                    .endSpec()
                    .build());

    assertThat(situation.decide()).isEqualTo(new Recreate(List.of("podManagementPolicy")));
  }

  @Test
  void aStatefulSetOnItsWayOutIsWaitedFor() {
    var situation = changed(THEN);
    situation.current.orElseThrow().getMetadata().setDeletionTimestamp("2026-11-22T12:00:00Z");

    assertThat(situation.decide()).isEqualTo(new AwaitDeletion());
  }

  @Test
  void podsWithoutAStatefulSetKeepTheirTemplateAndNoPodsMeanTheNewest() {
    var situation = changed(THEN);
    situation.current = Optional.empty();
    assertThat(situation.decide()).isInstanceOf(Nothing.class);

    situation.hasPods = false;
    var create = (Create) situation.decide();
    assertThat(image(create.template())).isEqualTo("imap-server:2");
  }

  @Test
  void aSpecificationOfThenThatIsNotUnderstoodIsComparedByItsPods() {
    var situation = new Play(THEN, THEN);
    situation.understood = false;
    assertThat(situation.decide()).isInstanceOf(Roll.class);

    situation.inForce = Optional.of(template(OPERATOR, THEN));
    assertThat(situation.decide()).isEqualTo(new Nothing(""));
  }

  private static Play changed(String now) {
    return new Play(THEN, now);
  }

  private static String image(PodTemplateSpec template) {
    return template.getSpec().getContainers().getFirst().getImage();
  }

  private static PodTemplateSpec template(Templates operator, String spec) {
    return set(operator, spec).getSpec().getTemplate();
  }

  private static StatefulSet set(Templates operator, String spec) {
    ImapServer server = Servers.server("---\n" + spec);
    var rendering = (Rendering.Valid) new CourierFilesRenderer().render(server.getSpec());
    return operator.newest(server, rendering.files());
  }

  /** Pods of an older operator, looked at by a newer one. */
  private static final class Play {
    private final String then;
    private final String now;
    private Optional<StatefulSet> current;
    private Optional<PodTemplateSpec> inForce;
    private UpdatePolicy policy = UpdatePolicy.OnRoll;
    private Optional<String> restart = Optional.empty();
    private List<Hindrance> hindrances = List.of();
    private List<String> changedFiles = List.of();
    private boolean hasPods = true;
    private boolean serves = true;
    private boolean understood = true;

    Play(String then, String now) {
      this.then = then;
      this.now = now;
      this.current = Optional.of(set(OLD_OPERATOR, then));
      this.inForce = Optional.of(template(OLD_OPERATOR, then));
    }

    RolloutDecision decide() {
      return new Situation(
              current,
              hasPods,
              serves,
              set(OPERATOR, now),
              understood ? Optional.of(template(OPERATOR, then)) : Optional.empty(),
              inForce,
              policy,
              restart,
              hindrances,
              changedFiles)
          .decide();
    }
  }
}
