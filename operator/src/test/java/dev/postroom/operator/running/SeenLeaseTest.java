package dev.postroom.operator.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.kubernetes.api.ApiServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Replicas on nodes whose clocks differ. */
class SeenLeaseTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final ZonedDateTime AN_HOUR_BEHIND =
      NOON.atZone(ZoneOffset.UTC).minus(Duration.ofHours(1));

  @Test
  void aRenewalIsDatedByWhenItIsSeenAndNotByItsHoldersClock() {
    try (var api = ApiServer.start();
        var client =
            new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(api.kubeconfig()))
                .build()) {
      var holder = new LeaseLock("default", "lease", "holder");
      holder.create(client, renewed(AN_HOUR_BEHIND));
      var now = new AtomicReference<>(NOON);
      var waiting = new SeenLease("default", "lease", "waiting", now::get);
      assertThat(waiting.get(client).getRenewTime().toInstant()).isEqualTo(NOON);

      now.set(NOON.plus(RETRY));
      assertThat(waiting.get(client).getRenewTime().toInstant()).isEqualTo(NOON);

      holder.update(client, renewed(AN_HOUR_BEHIND.plus(RETRY)));
      assertThat(waiting.get(client).getRenewTime().toInstant()).isEqualTo(NOON.plus(RETRY));
    }
  }

  private static LeaderElectionRecord renewed(ZonedDateTime at) {
    return new LeaderElectionRecord("holder", Duration.ofSeconds(15), AN_HOUR_BEHIND, at, 0);
  }
}
