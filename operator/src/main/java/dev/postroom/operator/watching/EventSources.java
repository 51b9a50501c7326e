package dev.postroom.operator.watching;

import dev.postroom.crds.ImapServer;
import dev.postroom.operator.desired.ForeignKind;
import dev.postroom.operator.desired.Labels;
import dev.postroom.operator.rollout.Children;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is watched besides the ImapServers: only objects that carry the operator's label, so that a
 * cluster's other ConfigMaps and Pods are never held.
 */
public final class EventSources {

  private static final List<Class<? extends HasMetadata>> MADE =
      List.of(
          ConfigMap.class,
          Service.class,
          ServiceAccount.class,
          StatefulSet.class,
          PersistentVolumeClaim.class,
          PodDisruptionBudget.class,
          NetworkPolicy.class);

  private EventSources() {}

  /** One for each kind that the operator makes, and one for pods. */
  public static List<EventSource<?, ImapServer>> of(EventSourceContext<ImapServer> context) {
    var sources = new ArrayList<EventSource<?, ImapServer>>();
    MADE.forEach(type -> sources.add(source(type, context)));
    sources.add(source(Pod.class, context));
    return sources;
  }

  /**
   * What these sources hold of a server.
   *
   * @param served the kinds of other projects that are watched too
   */
  public static Children children(
      ImapServer server, Context<ImapServer> context, Set<ForeignKind> served) {
    var objects = new ArrayList<HasMetadata>();
    MADE.forEach(type -> objects.addAll(context.getSecondaryResources(type)));
    if (!served.isEmpty()) {
      objects.addAll(context.getSecondaryResources(GenericKubernetesResource.class));
    }
    objects.removeIf(object -> isOfNamesake(object, server));
    return new Children(server, objects, context.getSecondaryResources(Pod.class));
  }

  /** Whether it was made for one of the same name that was deleted, and goes with that. */
  private static boolean isOfNamesake(HasMetadata object, ImapServer server) {
    return object.getMetadata().getOwnerReferences().stream()
        .filter(EventSources::isOurKind)
        .anyMatch(owner -> !owner.getUid().equals(server.getMetadata().getUid()));
  }

  private static boolean isOurKind(OwnerReference owner) {
    return owner.getApiVersion().startsWith(ImapServer.GROUP + "/");
  }

  /** What is added once it is known that the kind is served. */
  static EventSource<GenericKubernetesResource, ImapServer> foreign(
      ForeignKind kind, EventSourceContext<ImapServer> context) {
    return source(
        InformerEventSourceConfiguration.from(
            new GroupVersionKind(kind.group(), kind.version(), kind.kind()), ImapServer.class),
        kind.kind(),
        context);
  }

  private static <T extends HasMetadata> EventSource<T, ImapServer> source(
      Class<T> type, EventSourceContext<ImapServer> context) {
    return source(
        InformerEventSourceConfiguration.from(type, ImapServer.class),
        type.getSimpleName(),
        context);
  }

  private static <T extends HasMetadata> EventSource<T, ImapServer> source(
      InformerEventSourceConfiguration.Builder<T> builder,
      String name,
      EventSourceContext<ImapServer> context) {
    var configuration =
        builder
            .withName(name)
            .withLabelSelector(Labels.MADE_BY_OPERATOR)
            .withSecondaryToPrimaryMapper(EventSources::serversOf)
            .build();
    return new InformerEventSource<>(configuration, context);
  }

  /**
   * By its owner, and by its label: the mail has no owner, pods have another, and somebody may take
   * one of the two away.
   */
  private static Set<ResourceID> serversOf(HasMetadata object) {
    var metadata = object.getMetadata();
    return Stream.concat(
            Stream.ofNullable(metadata.getLabels().get(Labels.INSTANCE)),
            metadata.getOwnerReferences().stream()
                .filter(EventSources::isOurKind)
                .map(OwnerReference::getName))
        .map(server -> new ResourceID(server, metadata.getNamespace()))
        .collect(Collectors.toSet());
  }
}
