package dev.postroom.helm;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator may do what it asks for, there where it asks. */
class RolesTest {

  private static final String ROLES = "templates/rbac.yaml";

  /** Kinds in no namespace: a Role cannot allow them. */
  private static final List<String> CLUSTER_SCOPED = List.of("nodes", "storageclasses");

  @TempDir Path scratch;

  @Test
  void itMayDoAllOfItEverywhereAndTakeALeaseInItsOwnNamespace() throws IOException {
    var roles = roles("");

    assertThat(roles)
        .containsOnlyKeys(
            "ClusterRole mail-postroom-operator", "Role mail/postroom-operator-lease");
    assertThat(roles.get("ClusterRole mail-postroom-operator"))
        .containsExactlyInAnyOrderElementsOf(file("permissions.yaml"));
  }

  /** The others of the namespace are nobody's business; only who creates gives no name. */
  @Test
  void ofLeasesItMayTakeItsOwnOnly() throws IOException {
    var lease = roles("").get("Role mail/postroom-operator-lease");

    assertThat(lease)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("resourceNames")
        .isEqualTo(file("lease-permissions.yaml"));
    assertThat(lease)
        .allSatisfy(
            rule ->
                assertThat(rule.getResourceNames())
                    .isEqualTo(
                        rule.getVerbs().contains("create")
                            ? List.of()
                            : List.of("postroom-operator")));
  }

  @Test
  void withAListOfNamespacesItMayDoItThereAndOnlyLookAtWhatIsInNone() throws IOException {
    var roles = roles("{watchNamespaces: [team-a, team-b], leaderElection: {enabled: false}}");
    var isClusterScoped =
        file("permissions.yaml").stream()
            .collect(groupingBy(rule -> CLUSTER_SCOPED.containsAll(rule.getResources())));

    assertThat(roles)
        .isEqualTo(
            Map.of(
                "ClusterRole mail-postroom-operator", isClusterScoped.get(true),
                "Role team-a/mail-postroom-operator", isClusterScoped.get(false),
                "Role team-b/mail-postroom-operator", isClusterScoped.get(false)));
  }

  @Test
  void withoutNodesNothingIsAllowedInTheWholeCluster() {
    assertThat(roles("{watchNamespaces: [team-a], rbac: {nodes: false}}"))
        .containsOnlyKeys(
            "Role team-a/mail-postroom-operator", "Role mail/postroom-operator-lease");
  }

  @Test
  void everyRoleIsBoundToTheOperator() {
    var text = Chart.file(scratch, "watchNamespaces: [team-a]", ROLES);
    var objects = objects(text);

    var bound =
        objects.stream()
            .filter(object -> object.getKind().endsWith("Binding"))
            .map(binding -> binding.get("roleRef", "kind") + " " + place(binding))
            .toList();
    assertThat(bound)
        .containsExactlyInAnyOrderElementsOf(
            objects.stream()
                .filter(object -> !object.getKind().endsWith("Binding"))
                .map(role -> role.getKind() + " " + place(role))
                .toList());
    assertThat(objects)
        .filteredOn(object -> object.getKind().endsWith("Binding"))
        .allSatisfy(
            binding -> {
              assertThat(binding.<String>get("roleRef", "name"))
                  .isEqualTo(binding.getMetadata().getName());
              assertThat(binding.<Object>get("subjects"))
                  .isEqualTo(
                      List.of(
                          Map.of(
                              "kind", "ServiceAccount",
                              "name", "postroom-operator",
                              "namespace", "mail")));
            });
  }

  /** By kind and place. */
  private Map<String, List<PolicyRule>> roles(String values) {
    return objects(Chart.file(scratch, values, ROLES)).stream()
        .filter(object -> !object.getKind().endsWith("Binding"))
        .collect(
            toMap(
                role -> role.getKind() + " " + place(role),
                role -> rules(Serialization.asYaml(role.<Object>get("rules")))));
  }

  private static String place(GenericKubernetesResource object) {
    var namespace = object.getMetadata().getNamespace();
    return (namespace == null ? "" : namespace + "/") + object.getMetadata().getName();
  }

  private static List<GenericKubernetesResource> objects(String text) {
    return Arrays.stream(text.split("(?m)^---$"))
        .filter(part -> !part.isBlank())
        .map(part -> Serialization.unmarshal(part, GenericKubernetesResource.class))
        .toList();
  }

  private static List<PolicyRule> file(String name) throws IOException {
    return rules(Files.readString(Chart.DIRECTORY.resolve("files").resolve(name)));
  }

  private static List<PolicyRule> rules(String yaml) {
    return List.of(Serialization.unmarshal(yaml, PolicyRule[].class));
  }
}
