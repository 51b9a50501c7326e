package dev.postroom.operator.owned;

import dev.postroom.crds.ImapServer;
import dev.postroom.operator.apply.AppliedObjects;
import dev.postroom.operator.apply.Applier;
import dev.postroom.operator.desired.DisruptionBudget;
import dev.postroom.operator.desired.ForeignKind;
import dev.postroom.operator.desired.ServerAccount;
import dev.postroom.operator.desired.ServerCertificate;
import dev.postroom.operator.desired.ServerMonitor;
import dev.postroom.operator.desired.ServerNetworkPolicy;
import dev.postroom.operator.events.EventReason;
import dev.postroom.operator.events.ServerEvents;
import dev.postroom.operator.render.CourierFiles;
import dev.postroom.operator.render.FieldProblem;
import dev.postroom.operator.rollout.Children;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keeps what a server owns beside its files and pods, and tells who changed what is owned. */
public final class OwnedObjects {

  /** What is not always wanted; nothing else is ever removed. */
  private static final Set<String> OPTIONAL =
      Stream.concat(Stream.of("NetworkPolicy"), ForeignKind.ALL.stream().map(ForeignKind::kind))
          .collect(Collectors.toUnmodifiableSet());

  private final MailStorage storage;
  private final Applier applier;
  private final ServerEvents events;
  private final Optional<String> operatorNamespace;

  public OwnedObjects(KubernetesClient client, Applier applier, ServerEvents events, Clock clock) {
    this.applier = applier;
    this.events = events;
    storage = new MailStorage(client, applier, clock);
    operatorNamespace = Optional.ofNullable(client.getNamespace());
  }

  /**
   * Brings a valid specification's objects to the cluster and removes those that it no longer asks
   * for; the memory then has what became of them.
   *
   * @param served which kinds of other projects there are in the cluster
   * @throws KubernetesClientException if the API server refuses one
   */
  public void keep(
      Children children,
      CourierFiles files,
      Set<ForeignKind> served,
      AppliedObjects applied,
      OwnedMemory memory) {
    var server = children.server();
    var problems = new ArrayList<FieldProblem>();
    var wanted = wanted(server, files, served, problems);
    memory.state(
        new OwnedState(storage.keep(children, applied, memory.storage), List.copyOf(problems)));
    wanted.forEach(desired -> applier.apply(desired, children.same(desired), applied));
    children.objects().stream()
        .filter(object -> OPTIONAL.contains(object.getKind()))
        .filter(object -> isOwned(object, server))
        .filter(object -> wanted.stream().noneMatch(desired -> isSame(desired, object)))
        .forEach(object -> applier.remove(object, applied));
  }

  /** Tells once who changed what of the server's objects, those of its files and pods included. */
  public void tellDrift(ImapServer server, AppliedObjects applied) {
    for (var drift : applied.takeDrifts()) {
      events.warning(
          server,
          EventReason.DriftRepaired,
          drift.object() + " " + drift.manager().orElse(""),
          drift.words());
    }
  }

  private List<HasMetadata> wanted(
      ImapServer server, CourierFiles files, Set<ForeignKind> served, List<FieldProblem> problems) {
    var spec = server.getSpec();
    var wanted = new ArrayList<HasMetadata>();
    wanted.add(ServerAccount.desired(server));
    wanted.add(DisruptionBudget.desired(server));
    if (spec.networkPolicy().enabled()) {
      wanted.add(ServerNetworkPolicy.desired(server, files, operatorNamespace));
    }
    if (spec.tls() != null && spec.tls().issuerRef() != null) {
      if (served.contains(ForeignKind.CERTIFICATE)) {
        wanted.add(ServerCertificate.desired(server));
      } else {
        problems.add(
            missing("spec.tls.issuerRef", ForeignKind.CERTIFICATE, "set spec.tls.secretName"));
      }
    }
    if (spec.monitoring().enabled()) {
      var kind = ServerMonitor.kind(server);
      if (served.contains(kind)) {
        wanted.add(ServerMonitor.desired(server));
      } else {
        problems.add(
            missing("spec.monitoring.enabled", kind, "set spec.monitoring.enabled to false"));
      }
    }
    return wanted;
  }

  private static FieldProblem missing(String field, ForeignKind kind, String otherwise) {
    return new FieldProblem(
        field,
        "this cluster has no %s of %s; install %s, which is noticed within a minute, or %s"
            .formatted(kind.kind(), kind.apiVersion(), kind.project(), otherwise));
  }

  private static boolean isSame(HasMetadata one, HasMetadata other) {
    return one.getKind().equals(other.getKind())
        && one.getMetadata().getName().equals(other.getMetadata().getName());
  }

  private static boolean isOwned(HasMetadata object, ImapServer server) {
    return object.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> owner.getUid().equals(server.getMetadata().getUid()));
  }
}
