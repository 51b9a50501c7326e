package dev.postroom.operator;

import dev.postroom.operator.apply.Applier;
import dev.postroom.operator.events.DecisionEvents;
import dev.postroom.operator.events.DecisionMetrics;
import dev.postroom.operator.events.MaximumNews;
import dev.postroom.operator.events.ServerEvents;
import dev.postroom.operator.limits.Raiser;
import dev.postroom.operator.memory.Memory;
import dev.postroom.operator.owned.OwnedObjects;
import dev.postroom.operator.parts.LimitStep;
import dev.postroom.operator.parts.MaximumStep;
import dev.postroom.operator.peers.HttpPeerReports;
import dev.postroom.operator.peers.MeasuredPeerReports;
import dev.postroom.operator.peers.NodeAddresses;
import dev.postroom.operator.peers.NodeList;
import dev.postroom.operator.peers.ReportBells;
import dev.postroom.operator.render.CourierFilesRenderer;
import dev.postroom.operator.rollout.LimitFiles;
import dev.postroom.operator.rollout.PodFiles;
import dev.postroom.operator.rollout.ReportTokens;
import dev.postroom.operator.rollout.RollBudget;
import dev.postroom.operator.rollout.Rollout;
import dev.postroom.operator.rollout.RolloutMetrics;
import dev.postroom.operator.round.LimitRound;
import dev.postroom.operator.round.LookPace;
import dev.postroom.operator.running.ActingOrWaiting;
import dev.postroom.operator.running.ApiRequests;
import dev.postroom.operator.running.FirstLook;
import dev.postroom.operator.running.Leadership;
import dev.postroom.operator.running.LeaseTimes;
import dev.postroom.operator.running.OperatorLife;
import dev.postroom.operator.status.StatusWriter;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;

/** Puts the operator together. */
final class Wiring {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final int TOKEN_BYTES = 32;

  /** A Lease is renewed or lost within seconds; see {@link LeaseTimes}. */
  private static final int LEASE_TIMEOUT_MILLIS = 2000;

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  CourierFilesRenderer renderer() {
    return new CourierFilesRenderer();
  }

  @Produces
  @Singleton
  ServerEvents events(KubernetesClient client, Clock clock, MeterRegistry registry) {
    return new ServerEvents(client, clock, registry);
  }

  @Produces
  @Singleton
  Rollout rollout(
      KubernetesClient client,
      ServerEvents events,
      CourierFilesRenderer renderer,
      OperatorSettings settings,
      MeterRegistry registry,
      Clock clock) {
    var budget = new RollBudget(settings.rollsAtOnce());
    return new Rollout(
        client,
        events,
        renderer,
        settings.serverImage(),
        budget,
        new RolloutMetrics(registry, budget, clock),
        clock);
  }

  @Produces
  @Singleton
  OwnedObjects owned(KubernetesClient client, Clock clock, ServerEvents events) {
    return new OwnedObjects(client, new Applier(client, clock), events, clock);
  }

  @Produces
  @Singleton
  LimitStep limits(
      KubernetesClient client, Clock clock, ServerEvents events, MeterRegistry registry) {
    var http =
        HttpClient.newBuilder()
            // Its connections are used again; HTTP/2 would be asked for in vain with each new one.
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    var reports = new HttpPeerReports(http);
    var round =
        new LimitRound(
            new MeasuredPeerReports(reports, registry),
            new NodeAddresses(new NodeList(client), clock)::get,
            new Raiser(),
            clock);
    var files = new LimitFiles(new Applier(client, clock), events);
    return new LimitStep(
        files,
        new ReportTokens(client, new Applier(client, clock), Wiring::token),
        round,
        new LookPace(new ReportBells(http, reports, clock), new Random()),
        new DecisionEvents(events),
        new DecisionMetrics(registry),
        new MaximumStep(files, new MaximumNews(events, registry), clock),
        clock);
  }

  @Produces
  @Singleton
  Memory memory(MeterRegistry registry, Clock clock) {
    return new Memory(registry, clock);
  }

  /** As the extension makes it, and counted. */
  @Produces
  @Singleton
  KubernetesClient client(
      Config config, KubernetesSerialization serialization, MeterRegistry registry) {
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withKubernetesSerialization(serialization)
        .withHttpClientBuilderConsumer(
            http -> http.addOrReplaceInterceptor("requests", new ApiRequests(registry)))
        .build();
  }

  @Produces
  @Singleton
  OperatorLife life(
      Operator operator,
      KubernetesClient client,
      OperatorSettings settings,
      MeterRegistry registry) {
    var first = new FirstLook(client, settings.namespaces().orElse(Set.of()));
    return new OperatorLife(
        registry,
        () -> {
          first.look();
          operator.start();
        },
        operator::stop,
        Optional.of(settings.leaderElection())
            .filter(OperatorSettings.LeaderElection::enabled)
            .map(election -> election(client, election)),
        // Not exit(): its hooks would take a while, and this process must not act any more.
        () -> Runtime.getRuntime().halt(1));
  }

  static OperatorLife.Election election(
      KubernetesClient client, OperatorSettings.LeaderElection settings) {
    var impatient =
        new ConfigBuilder(client.getConfiguration())
            .withRequestRetryBackoffLimit(0)
            .withRequestTimeout(LEASE_TIMEOUT_MILLIS)
            .withConnectionTimeout(LEASE_TIMEOUT_MILLIS)
            .build();
    var namespace = settings.namespace().orElseGet(() -> impatient.getNamespace());
    var identity =
        Optional.ofNullable(System.getenv("HOSTNAME"))
            .orElseGet(() -> UUID.randomUUID().toString());
    return (won, lost) ->
        new Leadership(
            new KubernetesClientBuilder().withConfig(impatient).build(),
            namespace,
            settings.name(),
            identity,
            LeaseTimes.DEFAULT,
            won,
            lost);
  }

  void begin(@Observes StartupEvent started, OperatorLife life) {
    life.begin();
  }

  void end(@Observes ShutdownEvent stopping, OperatorLife life) {
    life.end();
  }

  @Produces
  @Readiness
  @Singleton
  HealthCheck actingOrWaiting(OperatorLife life) {
    return new ActingOrWaiting(life);
  }

  private static String token() {
    var bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Produces
  @Singleton
  PodFiles podFiles(KubernetesClient client) {
    return new PodFiles(client);
  }

  @Produces
  @Singleton
  StatusWriter statusWriter(KubernetesClient client, Clock clock) {
    return new StatusWriter(client, clock);
  }

  /** The extension produces none of its own that works; names of resources stay out of labels. */
  @Produces
  @Singleton
  Metrics operatorSdkMetrics(MeterRegistry registry) {
    return MicrometerMetricsV2.newBuilder(registry).build();
  }
}
