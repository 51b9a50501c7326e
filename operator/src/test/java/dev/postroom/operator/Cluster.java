package dev.postroom.operator;

import dev.postroom.crds.ImapServer;
import dev.postroom.kubernetes.api.ApiServer;
import dev.postroom.kubernetes.faults.Asked;
import dev.postroom.kubernetes.faults.FaultPlan;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A stand-in with the CRD, a client of a user and one of the operator that faults can tell apart.
 */
final class Cluster implements AutoCloseable {

  private static final String OPERATOR = "operator";

  /** On a machine with much to do the CRD's rules take seconds to compile. */
  private static final int PATIENT_MILLIS = 60_000;

  private final ApiServer api = ApiServer.start();
  private final KubernetesClient user = client("user");
  private final KubernetesClient operators = client(OPERATOR);

  Cluster() {
    user.load(ImapServer.class.getResourceAsStream("imapservers.postroom.dev.yaml"))
        .items()
        .forEach(crd -> user.resource((CustomResourceDefinition) crd).create());
  }

  private KubernetesClient client(String agent) {
    // As application.properties has it.
    var config =
        new ConfigBuilder(Config.fromKubeconfig(api.kubeconfig()))
            .withUserAgent(agent)
            .withRequestRetryBackoffLimit(1)
            .withRequestTimeout(PATIENT_MILLIS)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  /** For whoever is not the operator. */
  KubernetesClient user() {
    return user;
  }

  /** For the operator. */
  KubernetesClient operators() {
    return operators;
  }

  /** From now on this goes wrong, for the operator only. */
  void operatorMeets(FaultPlan plan) {
    api.faults().plan(plan.when(Cluster::isOperators));
  }

  /** From now on the operator is not answered, and its watches are cut. */
  void goAway() {
    operatorMeets(FaultPlan.away());
    api.faults().cutWatches();
  }

  /** Cuts the operator's watches. */
  void cutWatches() {
    api.faults().cutWatches();
  }

  /** Nothing goes wrong any more. */
  void comeBack() {
    api.faults().comeBack();
  }

  private static boolean isOperators(Asked request) {
    return request.userAgent().startsWith(OPERATOR);
  }

  /** Creates the server {@code mail}. */
  void create(String spec) {
    var server = Servers.server(spec);
    server.getMetadata().setUid(null);
    server.getMetadata().setGeneration(null);
    user.resource(server).create();
  }

  /** Merges into the server's specification. */
  void edit(String spec) {
    user.resources(ImapServer.class)
        .inNamespace("default")
        .withName("mail")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            user.getKubernetesSerialization().asJson(Map.of("spec", Servers.spec(spec))));
  }

  /** The server as it stands in the cluster. */
  ImapServer server() {
    return user.resources(ImapServer.class).inNamespace("default").withName("mail").get();
  }

  /** Its StatefulSet. */
  Optional<StatefulSet> statefulSet() {
    return Optional.ofNullable(
        user.apps().statefulSets().inNamespace("default").withName("mail").get());
  }

  /** A file in a ConfigMap; empty if there is none. */
  String text(String configMap, String file) {
    return Optional.ofNullable(user.configMaps().inNamespace("default").withName(configMap).get())
        .map(ConfigMap::getData)
        .map(data -> data.get(file))
        .orElse("");
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

  @Override
  public void close() {
    operators.close();
    user.close();
    api.close();
  }
}
