package dev.postroom.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.List;

/** What was seen of an ImapServer. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaCustomizer(value = ListTypes.class, input = "conditions=type peers=peer")
public record ImapServerStatus(
    @JsonPropertyDescription(
            "The metadata.generation that this status speaks of; a smaller one than"
                + " metadata.generation means that the newest edit was not yet looked at.")
        Long observedGeneration,
    @JsonPropertyDescription(
            "Ready: all pods serve, the summary of the others. ConfigurationValid: the specification can"
                + " be honoured. StorageReady: the mail has its claim. SourceAddressTrusted: the"
                + " server can tell its clients apart. MetricsAvailable: the pods' peer reports are"
                + " read. LimitsApplied: the pods run with the newest files. ObjectsApplied: the API"
                + " server took all that the server needs. Paused: the operator was told to leave it"
                + " alone. A message that is not good news says what to do.")
        List<Condition> conditions,
    @JsonPropertyDescription(
            "Pods that there are, serving or not; kubectl scale and a HorizontalPodAutoscaler read"
                + " it.")
        @StatusReplicas
        Integer replicas,
    @JsonPropertyDescription("Pods that serve.") Integer readyReplicas,
    @JsonPropertyDescription(
            "Selects the pods, as text; a HorizontalPodAutoscaler finds them by it.")
        @LabelSelector
        String selector,
    @JsonPropertyDescription("Connections over all pods, at most some seconds old.")
        ConnectionsStatus connections,
    @JsonPropertyDescription(
            "The addresses that were raised, turned away or are near their limit, highest limit"
                + " first; at most "
                + ImapServerStatus.MAX_PEERS
                + ". All raised limits are in the ConfigMap NAME-ledger.")
        List<PeerStatus> peers,
    @JsonPropertyDescription("Whether the pods are being replaced, and why.")
        RolloutStatus rollout) {

  /** Keeps the resource far below what etcd takes. */
  public static final int MAX_PEERS = 50;

  /** Before anything was seen. */
  public static final ImapServerStatus EMPTY =
      new ImapServerStatus(null, null, null, null, null, null, null, null);

  public ImapServerStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    peers = peers == null ? List.of() : List.copyOf(peers);
  }
}
