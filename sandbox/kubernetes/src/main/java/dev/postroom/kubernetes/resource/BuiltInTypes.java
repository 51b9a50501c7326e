package dev.postroom.kubernetes.resource;

import java.util.List;
import java.util.Optional;

/**
 * The built-in resources of this API server: those that an operator, its pods, kubectl and the
 * stand-in's own controllers ask for. Names are those of Kubernetes 1.32.
 */
final class BuiltInTypes {

  private static final ScalePaths REPLICAS =
      new ScalePaths(".spec.replicas", ".status.replicas", Optional.of(".spec.selector"));

  static final List<ResourceType> ALL =
      List.of(
          of("", "v1", "Namespace", "namespaces").shortNames("ns").clusterScoped().status().type(),
          of("", "v1", "Node", "nodes").shortNames("no").clusterScoped().status().type(),
          of("", "v1", "Pod", "pods").shortNames("po").categories("all").status().type(),
          of("", "v1", "Service", "services").shortNames("svc").categories("all").status().type(),
          of("", "v1", "ConfigMap", "configmaps").shortNames("cm").type(),
          of("", "v1", "Secret", "secrets").type(),
          of("", "v1", "ServiceAccount", "serviceaccounts").shortNames("sa").type(),
          of("", "v1", "Event", "events").shortNames("ev").type(),
          of("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims")
              .shortNames("pvc")
              .status()
              .type(),
          of("", "v1", "PersistentVolume", "persistentvolumes")
              .shortNames("pv")
              .clusterScoped()
              .status()
              .type(),
          of("", "v1", "Endpoints", "endpoints").singular("endpoints").shortNames("ep").type(),
          of("apps", "v1", "StatefulSet", "statefulsets")
              .shortNames("sts")
              .categories("all")
              .status()
              .scale(REPLICAS)
              .type(),
          of("apps", "v1", "Deployment", "deployments")
              .shortNames("deploy")
              .categories("all")
              .status()
              .scale(REPLICAS)
              .type(),
          of("apps", "v1", "ControllerRevision", "controllerrevisions").type(),
          of("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices").type(),
          of("coordination.k8s.io", "v1", "Lease", "leases").type(),
          of("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets")
              .shortNames("pdb")
              .status()
              .type(),
          of("rbac.authorization.k8s.io", "v1", "Role", "roles").type(),
          of("rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings").type(),
          of("rbac.authorization.k8s.io", "v1", "ClusterRole", "clusterroles")
              .clusterScoped()
              .type(),
          of("rbac.authorization.k8s.io", "v1", "ClusterRoleBinding", "clusterrolebindings")
              .clusterScoped()
              .type(),
          of("storage.k8s.io", "v1", "StorageClass", "storageclasses")
              .shortNames("sc")
              .clusterScoped()
              .type(),
          of("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies")
              .shortNames("netpol")
              .type(),
          of("apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions")
              .shortNames("crd", "crds")
              .categories("api-extensions")
              .clusterScoped()
              .status()
              .type(),
          of("authorization.k8s.io", "v1", "SelfSubjectAccessReview", "selfsubjectaccessreviews")
              .clusterScoped()
              .verbs("create")
              .type());

  private BuiltInTypes() {}

  private static Entry of(String group, String version, String kind, String plural) {
    return new Entry(group, version, kind, plural);
  }

  /** One line of the table; what is not said has the commonest value. */
  private static final class Entry {
    private final String group;
    private final String version;
    private final String kind;
    private final String plural;
    private String singular;
    private List<String> shortNames = List.of();
    private List<String> categories = List.of();
    private List<String> verbs = ResourceType.ALL_VERBS;
    private boolean namespaced = true;
    private boolean status;
    private Optional<ScalePaths> scale = Optional.empty();

    Entry(String group, String version, String kind, String plural) {
      this.group = group;
      this.version = version;
      this.kind = kind;
      this.plural = plural;
      this.singular = kind.toLowerCase(java.util.Locale.ROOT);
    }

    Entry singular(String name) {
      singular = name;
      return this;
    }

    Entry shortNames(String... names) {
      shortNames = List.of(names);
      return this;
    }

    Entry categories(String... names) {
      categories = List.of(names);
      return this;
    }

    Entry verbs(String... names) {
      verbs = List.of(names);
      return this;
    }

    Entry clusterScoped() {
      namespaced = false;
      return this;
    }

    Entry status() {
      status = true;
      return this;
    }

    Entry scale(ScalePaths paths) {
      scale = Optional.of(paths);
      return this;
    }

    ResourceType type() {
      return new ResourceType(
          group,
          version,
          kind,
          plural,
          singular,
          shortNames,
          categories,
          namespaced,
          verbs,
          status,
          scale);
    }
  }
}
