package dev.postroom.operator;

import dev.postroom.crds.ImapServer;
import dev.postroom.operator.desired.Labels;
import dev.postroom.operator.rollout.Children;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.Mappers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is watched besides the ImapServers: only objects that carry the operator's label, so that a
 * cluster's other ConfigMaps and Pods are never held.
 */
final class EventSources {

  private static final List<Class<? extends HasMetadata>> OWNED =
      List.of(ConfigMap.class, Service.class, StatefulSet.class);

  /** What has no owner, or another: the mail outlives its server, pods are the StatefulSet's. */
  private static final List<Class<? extends HasMetadata>> LABELLED =
      List.of(PersistentVolumeClaim.class, Pod.class);

  private EventSources() {}

  static List<EventSource<?, ImapServer>> of(EventSourceContext<ImapServer> context) {
    var sources = new ArrayList<EventSource<?, ImapServer>>();
    OWNED.forEach(
        type -> sources.add(source(type, Mappers.fromOwnerReferences(ImapServer.class), context)));
    LABELLED.forEach(type -> sources.add(source(type, EventSources::serverOf, context)));
    return sources;
  }

  /** What these sources hold of a server. */
  static Children children(ImapServer server, Context<ImapServer> context) {
    var objects = new ArrayList<HasMetadata>();
    OWNED.forEach(type -> objects.addAll(context.getSecondaryResources(type)));
    objects.addAll(context.getSecondaryResources(PersistentVolumeClaim.class));
    return new Children(server, objects, context.getSecondaryResources(Pod.class));
  }

  private static <T extends HasMetadata> EventSource<T, ImapServer> source(
      Class<T> type,
      SecondaryToPrimaryMapper<? super T> serverOf,
      EventSourceContext<ImapServer> context) {
    var configuration =
        InformerEventSourceConfiguration.from(type, ImapServer.class)
            .withName(type.getSimpleName())
            .withLabelSelector(Labels.MADE_BY_OPERATOR)
            .withSecondaryToPrimaryMapper(serverOf::toPrimaryResourceIDs)
            .build();
    return new InformerEventSource<>(configuration, context);
  }

  private static Set<ResourceID> serverOf(HasMetadata object) {
    var metadata = object.getMetadata();
    var server = metadata.getLabels().get(Labels.INSTANCE);
    return server == null ? Set.of() : Set.of(new ResourceID(server, metadata.getNamespace()));
  }
}
