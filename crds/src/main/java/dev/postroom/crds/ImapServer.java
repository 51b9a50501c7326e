package dev.postroom.crds;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * A Courier-compatible IMAP server. Its short name is {@code imap}; it is in no category: {@code
 * all} lists what users run day by day, and the StatefulSet and Services of a server are there
 * already.
 */
@Group(ImapServer.GROUP)
@Version(ImapServer.VERSION)
@Plural("imapservers")
@ShortNames("imap")
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type=='Ready')].status",
    type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Valid",
    jsonPath = ".status.conditions[?(@.type=='ConfigurationValid')].status",
    type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Connections",
    jsonPath = ".status.connections.current",
    type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Maximum",
    jsonPath = ".spec.connections.maximum",
    type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Limit",
    jsonPath = ".spec.connections.perAddress.limit",
    type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Raised",
    jsonPath = ".status.connections.raisedPeers",
    type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Highest",
    jsonPath = ".status.connections.highestLimit",
    type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Refused",
    jsonPath = ".status.connections.refused",
    type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Turned away",
    jsonPath = ".status.connections.turnedAway",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Mode",
    jsonPath = ".spec.connections.perAddress.autoRaise.mode",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type=='Ready')].reason",
    type = Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@ValidationRule(
    value = "self.metadata.name.size() <= 52",
    message =
        "metadata.name must have at most 52 characters: Kubernetes labels the pods with it and a"
            + " revision, and a label has 63")
@ValidationRule(
    value = "self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
    message =
        "metadata.name must begin with a letter and have only a-z, 0-9 and '-': a Service is named"
            + " after it")
public class ImapServer extends CustomResource<ImapServerSpec, ImapServerStatus>
    implements Namespaced {

  private static final long serialVersionUID = 1L;

  public static final String GROUP = "postroom.dev";

  public static final String VERSION = "v1alpha1";

  /** None: an object that is being made has only what it is given. */
  @Override
  protected ImapServerSpec initSpec() {
    return null;
  }

  @Override
  protected ImapServerStatus initStatus() {
    return null;
  }
}
