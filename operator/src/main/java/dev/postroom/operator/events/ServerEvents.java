package dev.postroom.operator.events;

import dev.postroom.crds.ImapServer;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Publishes Kubernetes Events about an ImapServer, and logs them. The same news about the same
 * matter is not repeated for {@link #QUIET}.
 */
public final class ServerEvents {

  static final Duration QUIET = Duration.ofMinutes(10);

  /** The API server refuses longer messages. */
  private static final int MAX_MESSAGE = 1024;

  private static final Logger LOG = Logger.getLogger(ServerEvents.class);

  private static final String COMPONENT = "postroom-operator";

  private final KubernetesClient client;
  private final Clock clock;

  private final Map<EventReason, Counter> counters = new EnumMap<>(EventReason.class);
  private final Map<String, Instant> told = new LinkedHashMap<>();

  /**
   * @param registry learns how many there were of each reason
   */
  public ServerEvents(KubernetesClient client, Clock clock, MeterRegistry registry) {
    this.client = client;
    this.clock = clock;
    for (var reason : EventReason.values()) {
      counters.put(
          reason,
          Counter.builder("postroom.events")
              .description("Events that were published of ImapServers; Rolling counts rolls")
              .tag("reason", reason.name())
              .register(registry));
    }
  }

  /** Good news; returns whether it was news. */
  public boolean normal(ImapServer server, EventReason reason, String matter, String message) {
    return publish(server, "Normal", reason, matter, message);
  }

  /** Something that a person should look at; returns whether it was news. */
  public boolean warning(ImapServer server, EventReason reason, String matter, String message) {
    return publish(server, "Warning", reason, matter, message);
  }

  private boolean publish(
      ImapServer server, String type, EventReason reason, String matter, String message) {
    var now = clock.instant();
    if (!isNews(server.getMetadata().getUid() + "\n" + reason + "\n" + matter, now)) {
      return false;
    }
    counters.get(reason).increment();
    var metadata = server.getMetadata();
    var time = now.toString();
    var event =
        new EventBuilder()
            .withNewMetadata()
            .withGenerateName(metadata.getName() + ".")
            .withNamespace(metadata.getNamespace())
            .endMetadata()
            .withNewInvolvedObject()
            .withApiVersion(server.getApiVersion())
            .withKind(server.getKind())
            .withName(metadata.getName())
            .withNamespace(metadata.getNamespace())
            .withUid(metadata.getUid())
            .endInvolvedObject()
            .withType(type)
            .withReason(reason.name())
            .withMessage(message.substring(0, Math.min(message.length(), MAX_MESSAGE)))
            .withNewSource()
            .withComponent(COMPONENT)
            .endSource()
            .withReportingComponent(COMPONENT)
            .withReportingInstance(COMPONENT)
            .withFirstTimestamp(time)
            .withLastTimestamp(time)
            .withCount(1)
            .build();
    LOG.infof("%s/%s: %s: %s", metadata.getNamespace(), metadata.getName(), reason, message);
    try {
      client.resource(event).create();
    } catch (KubernetesClientException e) {
      // An Event is a courtesy: the log has it, and mail must not wait for it.
      LOG.warnf(
          "the Event could not be published, see that the operator may create Events: %s",
          e.getMessage());
    }
    return true;
  }

  private synchronized boolean isNews(String what, Instant now) {
    for (Iterator<Instant> times = told.values().iterator(); times.hasNext(); ) {
      if (times.next().plus(QUIET).isAfter(now)) {
        break;
      }
      times.remove();
    }
    return told.putIfAbsent(what, now) == null;
  }
}
