package dev.postroom.operator.watching;

import dev.postroom.crds.ImapServer;
import dev.postroom.operator.desired.ForeignKind;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Which kinds of other projects the cluster has. Once a minute it asks, so that what is installed
 * later is noticed, and watches those that are there: an informer of a kind that is not would fail
 * without end.
 */
public final class ForeignKinds {

  private static final Duration EVERY = Duration.ofMinutes(1);

  private static final Logger LOG = Logger.getLogger(ForeignKinds.class);

  private final KubernetesClient client;
  private final Clock clock;
  private final Set<ForeignKind> watched = new LinkedHashSet<>();
  private Instant asked = Instant.MIN;

  /** Knows of none yet. */
  public ForeignKinds(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /** The kinds that are served and watched. */
  public synchronized Set<ForeignKind> watched(Context<ImapServer> context) {
    var now = clock.instant();
    if (asked.isBefore(now.minus(EVERY))) {
      asked = now;
      ForeignKind.ALL.forEach(kind -> look(kind, context));
    }
    return Set.copyOf(watched);
  }

  private void look(ForeignKind kind, Context<ImapServer> context) {
    try {
      boolean served = client.supports(kind.apiVersion(), kind.kind());
      if (served && !watched.contains(kind)) {
        watch(kind, context);
      } else if (!served && watched.remove(kind)) {
        context.eventSourceRetriever().dynamicallyDeRegisterEventSource(kind.kind());
      }
    } catch (KubernetesClientException e) {
      LOG.warnf("whether there is a %s could not be asked: %s", kind.kind(), e.getMessage());
    }
  }

  private void watch(ForeignKind kind, Context<ImapServer> context) {
    var sources = context.eventSourceRetriever();
    try {
      sources.dynamicallyRegisterEventSource(
          EventSources.foreign(kind, sources.eventSourceContextForDynamicRegistration()));
      watched.add(kind);
    } catch (OperatorException e) {
      sources.dynamicallyDeRegisterEventSource(kind.kind());
      LOG.warnf(
          "%s.%s cannot be watched, see that the operator may list and watch it: %s",
          kind.plural(), kind.group(), e.getMessage());
    }
  }
}
