package dev.postroom.operator;

import dev.postroom.contract.ContentHash;
import dev.postroom.crds.Annotations;
import dev.postroom.crds.ImapServer;
import dev.postroom.operator.desired.ForeignKind;
import dev.postroom.operator.desired.LimitsConfigMap;
import dev.postroom.operator.limits.Ledger;
import dev.postroom.operator.memory.Circumstances;
import dev.postroom.operator.memory.Memory;
import dev.postroom.operator.memory.Remembered;
import dev.postroom.operator.owned.OwnedObjects;
import dev.postroom.operator.parts.LimitStep;
import dev.postroom.operator.parts.Part;
import dev.postroom.operator.references.ReferencePace;
import dev.postroom.operator.render.CourierFiles;
import dev.postroom.operator.render.CourierFilesRenderer;
import dev.postroom.operator.render.Rendering;
import dev.postroom.operator.rollout.Children;
import dev.postroom.operator.rollout.Hindrance;
import dev.postroom.operator.rollout.PodFiles;
import dev.postroom.operator.rollout.Rollout;
import dev.postroom.operator.status.Observed;
import dev.postroom.operator.status.StatusReport;
import dev.postroom.operator.status.StatusWriter;
import dev.postroom.operator.watching.EventSources;
import dev.postroom.operator.watching.ForeignKinds;
import dev.postroom.operator.watching.ServerChanges;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Makes an ImapServer true: limits, files, objects, status. It runs whenever something changed, and
 * once per {@code autoRaise.intervalSeconds} to look at the pods; more seldom where all of them say
 * by themselves when there is something to see. There is no finalizer: owner references remove
 * everything but the mail.
 */
@ControllerConfiguration(
    name = "imapserver",
    // Comparing resource versions loses edits that arrive during a write of our own (JOSDK 3398).
    informer = @Informer(comparableResourceVersions = false, onUpdateFilter = ServerChanges.class),
    generationAwareEventProcessing = false,
    // Also when it is gone, so that it keeps nobody from rolling and is in no metric.
    triggerReconcilerOnAllEvents = true,
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 5, timeUnit = TimeUnit.MINUTES))
@GradualRetry(
    maxAttempts = Integer.MAX_VALUE,
    initialInterval = 500,
    intervalMultiplier = 2,
    maxInterval = 60_000)
public class ImapServerReconciler implements Reconciler<ImapServer> {

  /** When an edit is known of that the cache does not have yet. */
  private static final Duration SOON = Duration.ofMillis(100);

  /** What no watch tells of is found at this beat at the latest. */
  private static final Duration BEAT = Duration.ofMinutes(1);

  private final KubernetesClient client;
  private final Clock clock;
  private final CourierFilesRenderer renderer;
  private final LimitStep limits;
  private final OwnedObjects owned;
  private final Rollout rollout;
  private final PodFiles podFiles;
  private final StatusWriter statusWriter;
  private final Memory memory;
  private final ForeignKinds foreignKinds;
  private final ReferencePace pace = new ReferencePace();
  private final SimpleInboundEventSource<ImapServer> bells =
      new SimpleInboundEventSource<>("bells");

  ImapServerReconciler(
      KubernetesClient client,
      Clock clock,
      CourierFilesRenderer renderer,
      LimitStep limits,
      OwnedObjects owned,
      Rollout rollout,
      PodFiles podFiles,
      StatusWriter statusWriter,
      Memory memory) {
    this.client = client;
    this.clock = clock;
    this.renderer = renderer;
    this.limits = limits;
    this.owned = owned;
    this.rollout = rollout;
    this.podFiles = podFiles;
    this.statusWriter = statusWriter;
    this.memory = memory;
    foreignKinds = new ForeignKinds(client, clock);
  }

  @Override
  public List<EventSource<?, ImapServer>> prepareEventSources(
      EventSourceContext<ImapServer> context) {
    var sources = EventSources.of(context);
    sources.add(bells);
    return sources;
  }

  @Override
  public UpdateControl<ImapServer> reconcile(ImapServer server, Context<ImapServer> context) {
    if (server.isMarkedForDeletion() || context.isPrimaryResourceDeleted()) {
      rollout.gone(server);
      memory.forget(server);
      return UpdateControl.noUpdate();
    }
    var spec = server.getSpec();
    var remembered = memory.of(server, clock.instant());
    var served = foreignKinds.watched(context);
    var children = EventSources.children(server, context, served);
    var rendering =
        remembered.rendering(renderer, spec, limits.maximum(children, remembered.rounds()));
    var interval =
        Duration.ofSeconds(spec.connections().perAddress().autoRaise().intervalSeconds());
    var files = new TreeMap<String, String>();
    if (Annotations.isPaused(server)) {
      remembered.pause();
      attempt(
          Part.LIMITS,
          children,
          remembered,
          () -> limits.look(children, rendering, remembered.rounds()));
      rollout.look(children, remembered.rollout());
    } else {
      bring(children, rendering, served, remembered, interval, files);
    }
    attempt(
        Part.STATUS,
        children,
        remembered,
        () -> writeStatus(children, rendering, remembered, files));
    remembered.rounds().forgetPeers();
    boolean edited = remembered.status().generation() > server.getMetadata().getGeneration();
    return UpdateControl.<ImapServer>noUpdate()
        .rescheduleAfter(edited ? SOON : beat(children, remembered, interval));
  }

  /** When there is something to do next, if nothing happens and no pod rings before. */
  private Duration beat(Children children, Remembered remembered, Duration interval) {
    var server = ResourceID.fromResource(children.server());
    var rounds = remembered.rounds();
    var look =
        remembered.isCalm()
            ? limits.listen(children, rounds, interval, () -> bells.propagateEvent(server))
            : limits.untilNext(rounds, interval);
    var now = clock.instant();
    var references = Duration.between(now, remembered.references().next());
    return Stream.concat(
            remembered.attempts().next(now).stream(),
            Stream.of(look, references, BEAT).filter(Duration::isPositive))
        .min(Duration::compareTo)
        .orElseThrow();
  }

  /** Brings everything but the status to the cluster; {@code files} then has the files' hashes. */
  private void bring(
      Children children,
      Rendering rendering,
      Set<ForeignKind> served,
      Remembered remembered,
      Duration interval,
      SortedMap<String, String> files) {
    var server = children.server();
    attempt(
        Part.REFERENCES,
        children,
        remembered,
        () ->
            remembered.references(
                remembered.references().renewed(client, server, pace, clock.instant())));
    attempt(
        Part.LIMITS,
        children,
        remembered,
        () ->
            limits
                .run(children, rendering, remembered.rounds(), interval)
                .ifPresent(hash -> files.put(LimitsConfigMap.FILE, hash)));
    var found =
        Circumstances.of(
            children,
            rendering,
            served,
            remembered.references(),
            hindrances(server, remembered),
            files);
    var settled = remembered.settledFiles(found, clock.instant());
    if (settled.isPresent()) {
      files.putAll(settled.get());
      return;
    }
    bringObjects(children, rendering, served, remembered, files);
    remembered.settle(children, found, files, clock.instant());
  }

  private void bringObjects(
      Children children,
      Rendering rendering,
      Set<ForeignKind> served,
      Remembered remembered,
      SortedMap<String, String> files) {
    if (rendering instanceof Rendering.Valid(CourierFiles courier)) {
      attempt(
          Part.OWNED,
          children,
          remembered,
          () ->
              owned.keep(
                  children, courier, served, remembered.rounds().applied(), remembered.owned()));
      attempt(
          Part.OBJECTS,
          children,
          remembered,
          () ->
              rollout
                  .apply(
                      children,
                      courier,
                      hindrances(children.server(), remembered),
                      remembered.rollout(),
                      remembered.rounds().applied())
                  .forEach((file, text) -> files.put(file, ContentHash.of(text))));
    }
    owned.tellDrift(children.server(), remembered.rounds().applied());
    attempt(
        Part.POD_FILES,
        children,
        remembered,
        () -> podFiles.bring(children, ContentHash.of(files + remembered.references().version())));
  }

  /** Why pods that serve must stay. */
  private static List<Hindrance> hindrances(ImapServer server, Remembered remembered) {
    var references = remembered.references();
    var storage = remembered.owned().state().storage();
    var always =
        Stream.of(
                references.missing(),
                references.unusable(),
                storage.hindrances(server.getSpec().storage()))
            .flatMap(List::stream)
            .map(Hindrance::always);
    var fresh =
        references.refused().stream()
            .map(refused -> Hindrance.ofPodsWithNew(refused.secret(), refused.problem()));
    return Stream.concat(always, fresh).toList();
  }

  private void attempt(Part part, Children children, Remembered remembered, Runnable work) {
    remembered
        .attempts()
        .run(part, children.server().getMetadata().getGeneration(), clock.instant(), work);
  }

  private void writeStatus(
      Children children,
      Rendering rendering,
      Remembered remembered,
      SortedMap<String, String> files) {
    var rounds = remembered.rounds();
    var observed =
        new Observed(
            clock.instant(),
            children,
            rendering,
            remembered.references(),
            remembered.attempts().failures(),
            remembered.owned().state(),
            rounds.look(),
            files,
            rounds.rules(),
            rounds.ledger().orElse(Ledger.EMPTY),
            rounds.noted().all(),
            remembered.rollout().state(),
            rounds.orders().problems(),
            rounds.places().latest());
    var status = StatusReport.of(observed, remembered.status().status());
    remembered.status(statusWriter.write(children.server(), status, remembered.status()));
  }
}
