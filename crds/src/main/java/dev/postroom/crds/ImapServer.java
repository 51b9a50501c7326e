package dev.postroom.crds;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * A Courier-compatible IMAP server. Its short name is {@code imap}. Its category is {@code
 * postroom}, under which {@code kubectl get postroom} finds whatever kinds this product will have;
 * {@code all} lists what users run day by day, and the StatefulSet and Services of a server are
 * there already.
 *
 * <p>The columns answer three questions within 120 characters: is it up, how full is it, who is
 * turned away. {@code -o wide} says how the limits are.
 */
@Group(ImapServer.GROUP)
@Version(ImapServer.VERSION)
@Plural("imapservers")
@ShortNames("imap")
@Categories("postroom")
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type=='Ready')].status",
    type = Type.STRING,
    getDescription = "Whether all pods serve.")
@AdditionalPrinterColumn(
    name = "Status",
    jsonPath = ".status.conditions[?(@.type=='Ready')].reason",
    type = Type.STRING,
    getDescription = "Why it is ready or not.")
@AdditionalPrinterColumn(
    name = "Connections",
    jsonPath = ".status.connections.current",
    type = Type.INTEGER,
    getDescription = "Connections open now.")
@AdditionalPrinterColumn(
    name = "Maximum",
    jsonPath = ".status.connections.maximum",
    type = Type.INTEGER,
    getDescription = "Connections that the pods hold at most.")
@AdditionalPrinterColumn(
    name = "Refused",
    jsonPath = ".status.connections.refused",
    type = Type.INTEGER,
    getDescription = "Connections turned away since the pods started.")
@AdditionalPrinterColumn(
    name = "Turned away",
    jsonPath = ".status.connections.turnedAway",
    type = Type.STRING,
    getDescription = "Who was turned away within the last minute: one address, and how many more.")
@AdditionalPrinterColumn(
    name = "Valid",
    jsonPath = ".status.conditions[?(@.type=='ConfigurationValid')].status",
    type = Type.STRING,
    getDescription = "Whether the specification can be honoured.",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Trusted",
    jsonPath = ".status.conditions[?(@.type=='SourceAddressTrusted')].status",
    type = Type.STRING,
    getDescription = "Whether the server can tell its clients apart.",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Limit",
    jsonPath = ".spec.connections.perAddress.limit",
    type = Type.INTEGER,
    getDescription = "Connections that an unknown address may hold.",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Highest",
    jsonPath = ".status.connections.highestLimit",
    type = Type.INTEGER,
    getDescription = "The highest limit any address has.",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Raised",
    jsonPath = ".status.connections.raisedPeers",
    type = Type.INTEGER,
    getDescription = "Addresses whose limit is raised.",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Mode",
    jsonPath = ".spec.connections.perAddress.autoRaise.mode",
    type = Type.STRING,
    getDescription = "Whether limits are raised.",
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

  /** Of all kinds of this project. */
  public static final String GROUP = "postroom.dev";

  /** The only one there is. */
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
