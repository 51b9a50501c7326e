package dev.postroom.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import java.util.Map;

/** What an ImapServer shall be. */
@ValidationRule(
    value =
        "self.replicas <= 1 || has(self.storage.existingClaim) || self.storage.accessMode =="
            + " 'ReadWriteMany'",
    fieldPath = ".replicas",
    message =
        "more than one replica needs storage.accessMode ReadWriteMany, or storage.existingClaim"
            + " that several pods can mount: every replica must see the same mail")
public record ImapServerSpec(
    @JsonPropertyDescription(
            "Container image of the server. Left out, it is the default image of the operator that"
                + " made the pods; updatePolicy says when that of a newer one follows.")
        @Size(min = 1, max = 512)
        String image,
    @JsonPropertyDescription(
            "When pods take what a newer operator would make otherwise: its default image, where"
                + " image is left out, and its pod template. OnRoll: whenever they are replaced for"
                + " another reason, so that an upgrade of the operator alone interrupts nobody."
                + " Now: as soon as it is there, a few servers at a time. The annotation"
                + " postroom.dev/restart with a new value brings it at once.")
        @Default("OnRoll")
        UpdatePolicy updatePolicy,
    @JsonPropertyDescription(
            "How many pods serve the mail; 0 stops the server and keeps its mail. More than one"
                + " needs storage that several pods can mount (accessMode ReadWriteMany, or an"
                + " existingClaim), because all must see the same mail. Limits hold per pod, as"
                + " Courier's hold per server.")
        @Default("1")
        @Min(0)
        @Max(100)
        @SpecReplicas
        Integer replicas,
    @JsonPropertyDescription(
            "Variables of Courier's imapd file by their own names, each a string, for example"
                + " IMAP_IDLE_TIMEOUT: \"60\". Names and values are checked against the catalogue"
                + " (docs/courier-variables.md, which also says what takes effect without a"
                + " restart). MAXDAEMONS and MAXPERIP are set by connections.maximum and"
                + " connections.perAddress.limit instead.")
        @Size(max = 100)
        Map<String, @Size(max = 4096) String> imapd,
    @JsonPropertyDescription(
            "Variables of Courier's imapd-ssl file by their own names, for example"
                + " IMAP_TLS_REQUIRED: \"1\". The certificate is set by tls.secretName instead.")
        @Size(max = 100)
        Map<String, @Size(max = 4096) String> imapdSsl,
    @JsonPropertyDescription("Where the mail is kept.") @Default("{}") Storage storage,
    @JsonPropertyDescription(
            "The certificate for STARTTLS and port 993. Left out, the server speaks plain IMAP"
                + " only.")
        Tls tls,
    @JsonPropertyDescription("Who may log in. Left out, nobody can.") Users users,
    @JsonPropertyDescription("How clients reach the server.") @Default("{}") ServiceSpec service,
    @JsonPropertyDescription("How many connections are accepted, in all and from one address.")
        @Default("{}")
        Connections connections,
    @JsonPropertyDescription("What the pods have of their own beside the server.") @Default("{}")
        PodOptions pod,
    @JsonPropertyDescription("Who may reach the pods.") @Default("{}")
        NetworkPolicyOptions networkPolicy,
    @JsonPropertyDescription("Whether the Prometheus Operator shall scrape the pods.")
        @Default("{}")
        Monitoring monitoring) {

  public ImapServerSpec {
    updatePolicy = updatePolicy == null ? UpdatePolicy.OnRoll : updatePolicy;
    replicas = replicas == null ? 1 : replicas;
    imapd = imapd == null ? Map.of() : Map.copyOf(imapd);
    imapdSsl = imapdSsl == null ? Map.of() : Map.copyOf(imapdSsl);
    storage = storage == null ? Storage.DEFAULTS : storage;
    service = service == null ? ServiceSpec.DEFAULTS : service;
    connections = connections == null ? Connections.DEFAULTS : connections;
    pod = pod == null ? PodOptions.DEFAULTS : pod;
    networkPolicy = networkPolicy == null ? NetworkPolicyOptions.DEFAULTS : networkPolicy;
    monitoring = monitoring == null ? Monitoring.DEFAULTS : monitoring;
  }
}
