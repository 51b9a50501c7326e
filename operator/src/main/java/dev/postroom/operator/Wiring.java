package dev.postroom.operator;

import dev.postroom.operator.apply.Applier;
import dev.postroom.operator.events.DecisionEvents;
import dev.postroom.operator.events.DecisionMetrics;
import dev.postroom.operator.events.ServerEvents;
import dev.postroom.operator.limits.Raiser;
import dev.postroom.operator.owned.OwnedObjects;
import dev.postroom.operator.peers.HttpPeerReports;
import dev.postroom.operator.peers.NodeAddresses;
import dev.postroom.operator.render.CourierFilesRenderer;
import dev.postroom.operator.rollout.LimitFiles;
import dev.postroom.operator.rollout.PodFiles;
import dev.postroom.operator.rollout.ReportTokens;
import dev.postroom.operator.rollout.Rollout;
import dev.postroom.operator.round.LimitRound;
import dev.postroom.operator.status.StatusWriter;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;

/** Puts the operator together. */
final class Wiring {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final int TOKEN_BYTES = 32;

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
  ServerEvents events(KubernetesClient client, Clock clock) {
    return new ServerEvents(client, clock);
  }

  @Produces
  @Singleton
  Rollout rollout(KubernetesClient client, ServerEvents events, OperatorSettings settings) {
    return new Rollout(new Applier(client), events, settings.serverImage());
  }

  @Produces
  @Singleton
  OwnedObjects owned(KubernetesClient client, Clock clock) {
    return new OwnedObjects(client, new Applier(client), clock);
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
            .build();
    var round =
        new LimitRound(
            new HttpPeerReports(http), new NodeAddresses(client, clock)::get, new Raiser(), clock);
    return new LimitStep(
        new LimitFiles(new Applier(client), events),
        new ReportTokens(client, new Applier(client), Wiring::token),
        round,
        new DecisionEvents(events),
        new DecisionMetrics(registry));
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
