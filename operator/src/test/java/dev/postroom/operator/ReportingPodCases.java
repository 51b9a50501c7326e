package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.crds.Condition;
import dev.postroom.crds.PeerStatus;
import dev.postroom.crds.RolloutStatus.Phase;
import dev.postroom.operator.render.RestartSettings;
import dev.postroom.operator.rollout.PodFiles;
import dev.postroom.operator.rollout.ReportTokens;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * All cases, with those that need a pod which only reports: no controller may make a pod of the
 * StatefulSet in its place, and no kubelet own its status.
 */
abstract class ReportingPodCases extends ReconciliationCases {

  private static final String OFFICE = "203.0.113.7";
  private static final int WANTED = 60;
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void nothingIsWrittenWhenIdle() throws IOException {
    mail.create(SPEC);
    await(mail::statefulSet, Optional::isPresent);
    try (var pod = pod()) {
      pod.reports(reports -> reports.peer(OFFICE, 2));
      await(() -> mail.condition("LimitsApplied"), Condition.Status.True::equals);
      var settled = versions();
      int asked = pod.asked();
      await(pod::asked, now -> now >= asked + 5);
      assertThat(versions()).isEqualTo(settled);
    }
  }

  @Test
  void aTokenThatIsExchangedIsUsedAndOneThatIsLostIsMadeAnew() throws IOException {
    mail.create(SPEC);
    await(mail::statefulSet, Optional::isPresent);
    try (var pod = pod()) {
      await(pod::asked, now -> now > 0);
      var token =
          mail.client().secrets().inNamespace(mail.namespace()).withName("mail-report-token");
      var first = token.get().getData();

      token.edit(
          secret ->
              new SecretBuilder(secret).withStringData(Map.of("token", "new\nold\n")).build());
      int exchanged = pod.asked();
      await(pod::asked, now -> now >= exchanged + 2);
      assertThat(ReportTokens.token(token.get())).contains("new");

      token.delete();
      await(token::get, Objects::nonNull);
      int lost = pod.asked();
      await(pod::asked, now -> now >= lost + 2);
      assertThat(token.get().getData()).isNotEqualTo(first);
    }
  }

  @Test
  void aTokenThatSomebodyTookFromItsServerIsGivenBackAsItIs() throws IOException {
    mail.create(SPEC);
    await(mail::statefulSet, Optional::isPresent);
    var token = mail.client().secrets().inNamespace(mail.namespace()).withName("mail-report-token");
    await(token::get, Objects::nonNull);
    var made = token.get();
    operator.stop();

    token.patch(
        PatchContext.of(PatchType.JSON_MERGE),
        "{\"metadata\":{\"labels\":null,\"ownerReferences\":null}}");
    operator = startOperator();

    await(
        () -> token.get().getMetadata().getOwnerReferences(),
        made.getMetadata().getOwnerReferences()::equals);
    assertThat(token.get().getMetadata().getLabels()).isEqualTo(made.getMetadata().getLabels());
    assertThat(token.get().getData()).isEqualTo(made.getData());
  }

  @Test
  void raisesAnOfficeLiveAndRemembersItOverARestart() throws IOException {
    mail.create(SPEC);
    await(mail::statefulSet, Optional::isPresent);
    try (var pod = pod()) {
      pod.reports(
          reports -> {
            int limit = limitOf(OFFICE).orElse(4);
            return limit < WANTED
                ? reports.refused(OFFICE, limit, 12)
                : reports.peer(OFFICE, WANTED, 12, Optional.empty());
          });
      await(() -> limitOf(OFFICE), limit -> limit.orElse(0) >= WANTED);

      assertThat(mail.text("mail-limits", "imapaccess")).contains(OFFICE + "\tallow,MAXCPERIP=");
      assertThat(mail.text("mail-ledger", "peers.yaml")).contains("reason: TurnedAway");
      assertThat(
              mail.events().stream()
                  .filter(event -> event.getReason().equals("LimitRaised"))
                  .toList())
          .extracting(Event::getMessage)
          .anyMatch(
              message -> message.startsWith(OFFICE + ": 31 connections turned away; raised from"));
      await(() -> mail.get().getStatus().connections().raisedPeers(), raised -> raised == 1);
      await(this::podAnnotation, Optional::isPresent);

      operator.stop();
      int before = limitOf(OFFICE).orElseThrow();
      operator = startOperator();
      int asked = pod.asked();
      await(pod::asked, now -> now >= asked + 3);
      assertThat(limitOf(OFFICE).orElseThrow()).isGreaterThanOrEqualTo(before);
    }
  }

  @Test
  void aNewLimitChangesFilesOnlyAndReachesThePodsAtOnce() throws IOException {
    mail.create(SPEC);
    await(mail::statefulSet, Optional::isPresent);
    try (var pod = pod()) {
      await(this::podAnnotation, Optional::isPresent);
      var annotation = podAnnotation();
      var generation = mail.statefulSet().orElseThrow().getMetadata().getGeneration();

      mail.edit(SPEC.replace("limit: 4", "limit: 8"));

      await(() -> mail.text("mail-config", "imapd"), imapd -> imapd.contains("MAXPERIP=8\n"));
      await(this::podAnnotation, now -> !now.equals(annotation));
      assertThat(mail.statefulSet().orElseThrow().getMetadata().getGeneration())
          .isEqualTo(generation);
    }
  }

  @Test
  void aNewPortOrImageRollsThePodsAndAnEventSaysWhy() {
    mail.create(SPEC);
    await(mail::statefulSet, Optional::isPresent);

    mail.edit(
        SPEC.replace("imapd: {", "imapd: {PORT: \"1143\", ")
            + "image: postroom/imap-server:0.2.0\n");

    await(() -> restartSettings(), settings -> settings.contains("PORT=1143"));
    await(
        mail::events,
        events ->
            events.stream()
                .anyMatch(
                    event ->
                        event.getReason().equals("Rolling")
                            && event
                                .getMessage()
                                .equals(
                                    "pods are replaced one by one: image changes from"
                                        + " postroom/imap-server:0.1.0 to"
                                        + " postroom/imap-server:0.2.0; PORT changes from 143 to"
                                        + " 1143")));
  }

  @Test
  void aCertificateWithAnothersKeyIsNamedAndNoPodIsReplacedForIt() throws IOException {
    var now = Instant.now();
    var good = Issued.of(now.minus(DAY), now.plus(DAY.multipliedBy(90)), "mail.example");
    var other = Issued.of(now.minus(DAY), now.plus(DAY.multipliedBy(90)), "mail.example");
    secret("mail-tls", good.data());
    secret("new-tls", good.withKeyOf(other).data());
    secret("mail-users", Map.of("userdb", ""));
    mail.create(SPEC + "tls: {secretName: mail-tls}\n");
    await(mail::statefulSet, Optional::isPresent);
    try (var _ = pod()) {
      await(() -> mail.condition("ConfigurationValid"), Condition.Status.True::equals);
      mail.edit(SPEC + "tls: {secretName: new-tls}\n");

      await(
          () -> mail.message("ConfigurationValid"),
          "spec.tls.secretName: tls.key of Secret new-tls is not the key of the first certificate in tls.crt; put two there that belong together"
              ::equals);
      await(() -> mail.get().getStatus().rollout().phase(), Phase.Blocked::equals);
      assertThat(template()).contains("mail-tls").doesNotContain("new-tls");

      mail.client()
          .secrets()
          .inNamespace(mail.namespace())
          .withName("new-tls")
          .edit(found -> new SecretBuilder(found).withData(other.data()).build());
      await(this::template, text -> text.contains("new-tls"));
      await(() -> mail.condition("ConfigurationValid"), Condition.Status.True::equals);
    }
  }

  private void secret(String name, Map<String, String> data) {
    mail.client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withNamespace(mail.namespace())
                .withName(name)
                .endMetadata()
                .withData(data)
                .build())
        .create();
  }

  private String template() {
    return Serialization.asYaml(mail.statefulSet().orElseThrow().getSpec().getTemplate());
  }

  private FakePod pod() throws IOException {
    return new FakePod(mail.client(), mail.namespace());
  }

  private Optional<Integer> limitOf(String peer) {
    return Optional.ofNullable(mail.get().getStatus()).stream()
        .flatMap(status -> status.peers().stream())
        .filter(found -> found.peer().equals(peer))
        .map(PeerStatus::limit)
        .findFirst();
  }

  private String restartSettings() {
    return mail.statefulSet()
        .orElseThrow()
        .getSpec()
        .getTemplate()
        .getMetadata()
        .getAnnotations()
        .get(RestartSettings.ANNOTATION);
  }

  private Optional<String> podAnnotation() {
    var pod = mail.client().pods().inNamespace(mail.namespace()).withName(FakePod.NAME).get();
    return Optional.ofNullable(pod.getMetadata().getAnnotations().get(PodFiles.ANNOTATION));
  }

  private Map<String, String> versions() {
    var versions =
        owned(mail).entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, e -> e.getValue().getMetadata().getResourceVersion()));
    versions.put("ImapServer/mail", mail.get().getMetadata().getResourceVersion());
    versions.put("events", Integer.toString(mail.events().size()));
    return versions;
  }
}
