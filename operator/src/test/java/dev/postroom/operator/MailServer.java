package dev.postroom.operator;

import dev.postroom.crds.Condition;
import dev.postroom.crds.ImapServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The server {@code mail} of a namespace, and what the operator makes of it, as a user sees it.
 *
 * @param client of the user
 */
record MailServer(KubernetesClient client, String namespace) {

  void create(String spec) {
    client.resource(Servers.unsaved(namespace, spec)).create();
  }

  /** Merges into its specification. */
  void edit(String spec) {
    merge(client.getKubernetesSerialization().asJson(Map.of("spec", Servers.spec(spec))));
  }

  /**
   * Sets an annotation.
   *
   * @param value as JSON; {@code null} takes it away
   */
  void annotate(String annotation, String value) {
    merge("{\"metadata\":{\"annotations\":{\"%s\":%s}}}".formatted(annotation, value));
  }

  private void merge(String patch) {
    resource().patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  void delete() {
    resource().delete();
  }

  /** As it stands in the cluster. */
  ImapServer get() {
    return resource().get();
  }

  private Resource<ImapServer> resource() {
    return client.resources(ImapServer.class).inNamespace(namespace).withName("mail");
  }

  Condition.Status condition(String type) {
    return find(type).map(Condition::status).orElse(Condition.Status.Unknown);
  }

  /** What the condition says; empty if there is no such condition. */
  String message(String type) {
    return find(type).map(Condition::message).orElse("");
  }

  private Optional<Condition> find(String type) {
    return Optional.ofNullable(get().getStatus()).stream()
        .flatMap(status -> status.conditions().stream())
        .filter(condition -> condition.type().equals(type))
        .findFirst();
  }

  Optional<StatefulSet> statefulSet() {
    return Optional.ofNullable(
        client.apps().statefulSets().inNamespace(namespace).withName("mail").get());
  }

  /** A file in a ConfigMap; empty if there is none. */
  String text(String configMap, String file) {
    return Optional.ofNullable(client.configMaps().inNamespace(namespace).withName(configMap).get())
        .map(ConfigMap::getData)
        .map(data -> data.get(file))
        .orElse("");
  }

  List<Event> events() {
    return client.v1().events().inNamespace(namespace).list().getItems();
  }

  /** The raised limit that the pods get to know. */
  OptionalInt servedLimit(String peer) {
    return number(
        text("mail-limits", "imapaccess"), Pattern.quote(peer) + "\tallow,MAXCPERIP=(\\d+)");
  }

  /** The raised limit that is remembered. */
  OptionalInt ledgerLimit(String peer) {
    return number(
        text("mail-ledger", "peers.yaml"), "\"?" + Pattern.quote(peer) + "\"?:\\s+limit: (\\d+)");
  }

  private static OptionalInt number(String text, String pattern) {
    var found = Pattern.compile(pattern).matcher(text);
    return found.find() ? OptionalInt.of(Integer.parseInt(found.group(1))) : OptionalInt.empty();
  }
}
