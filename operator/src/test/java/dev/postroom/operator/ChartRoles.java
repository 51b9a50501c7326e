package dev.postroom.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A ServiceAccount with the permissions of the chart's files, bound as {@code templates/rbac.yaml}
 * binds them, which RolesTest of the chart holds. Closing it takes all of it away.
 */
final class ChartRoles implements AutoCloseable {

  private static final Path FILES = Path.of("..", "helm", "postroom", "files");

  private final KubernetesClient administrator;
  private final String namespace;
  private final String name;
  private final Deque<HasMetadata> made = new ArrayDeque<>();

  /**
   * One that may do nothing yet.
   *
   * @param namespace that the operator would run in; names are made of it, so that a cluster's
   *     other roles are left alone
   */
  ChartRoles(KubernetesClient administrator, String namespace) {
    this.administrator = administrator;
    this.namespace = namespace;
    name = namespace + "-operator";
    make(
        new ServiceAccountBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .endMetadata()
            .build());
  }

  /** As where {@code watchNamespaces} is empty. */
  ChartRoles inAllNamespaces() throws IOException {
    return inCluster(rules("permissions.yaml"));
  }

  /** As where {@code watchNamespaces} names one; nodes are not among it. */
  ChartRoles in(String watched) throws IOException {
    return inNamespace(
        watched, rules("permissions.yaml").stream().filter(rule -> !isAboutNodes(rule)).toList());
  }

  /** What {@code rbac.nodes} adds to a list of namespaces. */
  ChartRoles withNodes() throws IOException {
    return inCluster(rules("permissions.yaml").stream().filter(ChartRoles::isAboutNodes).toList());
  }

  /** As where {@code leaderElection} is enabled. */
  ChartRoles withLease(String lease) throws IOException {
    var rules = rules("lease-permissions.yaml");
    rules.stream()
        .filter(rule -> !rule.getVerbs().contains("create"))
        .forEach(rule -> rule.setResourceNames(List.of(lease)));
    return inNamespace(namespace, rules);
  }

  private static boolean isAboutNodes(PolicyRule rule) {
    return rule.getResources().contains("nodes");
  }

  private static List<PolicyRule> rules(String file) throws IOException {
    return List.of(
        Serialization.unmarshal(Files.readString(FILES.resolve(file)), PolicyRule[].class));
  }

  private ChartRoles inCluster(List<PolicyRule> rules) {
    make(
        new ClusterRoleBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .withRules(rules)
            .build());
    make(
        new ClusterRoleBindingBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", name)
            .addNewSubject("", "ServiceAccount", name, namespace)
            .build());
    return this;
  }

  private ChartRoles inNamespace(String where, List<PolicyRule> rules) {
    make(
        new RoleBuilder()
            .withNewMetadata()
            .withNamespace(where)
            .withName(name)
            .endMetadata()
            .withRules(rules)
            .build());
    make(
        new RoleBindingBuilder()
            .withNewMetadata()
            .withNamespace(where)
            .withName(name)
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
            .addNewSubject("", "ServiceAccount", name, namespace)
            .build());
    return this;
  }

  private void make(HasMetadata object) {
    made.push(administrator.resource(object).create());
  }

  /** For requests as the ServiceAccount, for an hour. */
  String token() {
    return administrator
        .serviceAccounts()
        .inNamespace(namespace)
        .withName(name)
        .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
        .getStatus()
        .getToken();
  }

  @Override
  public void close() {
    made.forEach(object -> administrator.resource(object).delete());
  }
}
