package dev.postroom.kubernetes.controller;

import dev.postroom.kubernetes.workqueue.ObjectKey;
import dev.postroom.kubernetes.workqueue.Reconciler;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps one EndpointSlice for each Service with a selector: its pods, and whether each is ready.
 */
final class EndpointSlices implements Reconciler {

  static final String SERVICE_LABEL = "kubernetes.io/service-name";

  private final KubernetesClient client;

  EndpointSlices(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public void reconcile(ObjectKey key) {
    Service service = client.services().inNamespace(key.namespace()).withName(key.name()).get();
    // The slice of a Service that is gone goes with it, by its owner reference.
    if (service == null || selector(service).isEmpty()) {
      return;
    }
    List<Pod> pods =
        client.pods().inNamespace(key.namespace()).withLabels(selector(service)).list().getItems();
    EndpointSlice wanted = slice(service, pods);
    var resource =
        client
            .discovery()
            .v1()
            .endpointSlices()
            .inNamespace(key.namespace())
            .withName(wanted.getMetadata().getName());
    EndpointSlice present = resource.get();
    if (present == null) {
      client.resource(wanted).create();
    } else if (!present.getEndpoints().equals(wanted.getEndpoints())
        || !present.getPorts().equals(wanted.getPorts())) {
      resource.edit(
          slice ->
              slice
                  .edit()
                  .withEndpoints(wanted.getEndpoints())
                  .withPorts(wanted.getPorts())
                  .build());
    }
  }

  static Map<String, String> selector(Service service) {
    Map<String, String> selector = service.getSpec().getSelector();
    return selector == null ? Map.of() : selector;
  }

  /** The slice that describes {@code pods} to those who use {@code service}. */
  static EndpointSlice slice(Service service, List<Pod> pods) {
    List<Pod> addressed =
        pods.stream()
            .filter(pod -> pod.getStatus() != null && pod.getStatus().getPodIP() != null)
            .filter(pod -> !PodConditions.isFinished(pod))
            .sorted(Comparator.comparing((Pod pod) -> pod.getMetadata().getName()))
            .toList();
    boolean unready = Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses());
    return new EndpointSliceBuilder()
        .withNewMetadata()
        .withName(service.getMetadata().getName())
        .withNamespace(service.getMetadata().getNamespace())
        .addToLabels(SERVICE_LABEL, service.getMetadata().getName())
        .addToLabels("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io")
        .withOwnerReferences(ControllerReference.to(service))
        .endMetadata()
        .withAddressType("IPv4")
        .withEndpoints(addressed.stream().map(pod -> endpoint(pod, unready)).toList())
        .withPorts(ports(service, addressed))
        .build();
  }

  private static Endpoint endpoint(Pod pod, boolean publishUnready) {
    boolean terminating = PodConditions.isTerminating(pod);
    boolean ready = PodConditions.isReady(pod);
    return new EndpointBuilder()
        .withAddresses(pod.getStatus().getPodIP())
        .withNewConditions()
        .withReady(ready || publishUnready)
        .withServing(ready)
        .withTerminating(terminating)
        .endConditions()
        .withHostname(pod.getSpec().getHostname())
        .withNodeName(pod.getSpec().getNodeName())
        .withNewTargetRef()
        .withKind("Pod")
        .withName(pod.getMetadata().getName())
        .withNamespace(pod.getMetadata().getNamespace())
        .withUid(pod.getMetadata().getUid())
        .endTargetRef()
        .build();
  }

  private static List<EndpointPort> ports(Service service, List<Pod> pods) {
    return service.getSpec().getPorts().stream()
        .map(port -> targetPort(port, pods).map(number -> endpointPort(port, number)))
        .flatMap(Optional::stream)
        .toList();
  }

  private static EndpointPort endpointPort(ServicePort port, int number) {
    return new EndpointPortBuilder()
        .withName(Objects.requireNonNullElse(port.getName(), ""))
        .withPort(number)
        .withProtocol(Objects.requireNonNullElse(port.getProtocol(), "TCP"))
        .build();
  }

  /**
   * The port on the pods. A named one is looked up in the youngest pod, because after a change of
   * the port the old pods are on their way out.
   */
  private static Optional<Integer> targetPort(ServicePort port, List<Pod> pods) {
    IntOrString target = port.getTargetPort();
    if (target == null) {
      return Optional.of(port.getPort());
    }
    if (target.getStrVal() == null) {
      return Optional.of(target.getIntVal());
    }
    return pods.stream()
        .sorted(
            Comparator.comparing(
                    (Pod pod) -> String.valueOf(pod.getMetadata().getCreationTimestamp()))
                .reversed())
        .flatMap(pod -> pod.getSpec().getContainers().stream())
        .map(Container::getPorts)
        .flatMap(List::stream)
        .filter(p -> target.getStrVal().equals(p.getName()))
        .map(ContainerPort::getContainerPort)
        .findFirst();
  }
}
