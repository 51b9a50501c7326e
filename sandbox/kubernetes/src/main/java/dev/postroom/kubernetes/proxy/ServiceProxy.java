package dev.postroom.kubernetes.proxy;

import dev.postroom.kubernetes.address.AddressPool;
import dev.postroom.kubernetes.workqueue.EveryEvent;
import dev.postroom.kubernetes.workqueue.ObjectKey;
import dev.postroom.kubernetes.workqueue.WorkQueue;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the Services of a node reachable, until closed; connections that are up then go on. */
public final class ServiceProxy implements AutoCloseable {

  private static final String SERVICE_LABEL = "kubernetes.io/service-name";
  private static final Logger LOG = LoggerFactory.getLogger(ServiceProxy.class);

  private final KubernetesClient client;
  private final InetAddress nodeAddress;
  private final Map<ObjectKey, Map<InetSocketAddress, ServiceListener>> listeners = new HashMap<>();
  private final WorkQueue routes;
  private final WorkQueue loadBalancers;
  private final List<SharedIndexInformer<?>> informers;

  /**
   * @param nodeAddress what pods see where the source address is not kept
   * @param loadBalancerRange the range of loopback addresses for Services of type LoadBalancer
   */
  public ServiceProxy(KubernetesClient client, InetAddress nodeAddress, String loadBalancerRange) {
    this.client = client;
    this.nodeAddress = nodeAddress;
    this.routes = new WorkQueue("service-proxy", this::reconcile);
    this.loadBalancers =
        new WorkQueue(
            "load-balancer", new LoadBalancerAddresses(client, new AddressPool(loadBalancerRange)));
    this.informers =
        List.of(
            client
                .services()
                .inAnyNamespace()
                .inform(
                    new EveryEvent<>(
                        service -> {
                          routes.add(ObjectKey.of(service));
                          loadBalancers.add(ObjectKey.of(service));
                        })),
            client
                .discovery()
                .v1()
                .endpointSlices()
                .inAnyNamespace()
                .inform(new EveryEvent<>(slice -> routes.add(serviceOf(slice)))));
  }

  private static ObjectKey serviceOf(EndpointSlice slice) {
    Map<String, String> labels = slice.getMetadata().getLabels();
    String service = labels == null ? null : labels.get(SERVICE_LABEL);
    return new ObjectKey(
        slice.getMetadata().getNamespace(),
        service == null ? slice.getMetadata().getName() : service);
  }

  private synchronized void reconcile(ObjectKey key) {
    Service service = client.services().inNamespace(key.namespace()).withName(key.name()).get();
    Map<InetSocketAddress, Route> wanted =
        service == null ? Map.of() : Routes.of(service, slices(key));
    Map<InetSocketAddress, ServiceListener> present =
        listeners.computeIfAbsent(key, _ -> new HashMap<>());
    try {
      for (InetSocketAddress address : List.copyOf(present.keySet())) {
        if (!wanted.containsKey(address)) {
          present.remove(address).close();
        }
      }
      for (var route : wanted.entrySet()) {
        ServiceListener listener = present.get(route.getKey());
        if (listener != null) {
          listener.route(route.getValue());
        } else {
          present.put(
              route.getKey(), new ServiceListener(route.getKey(), nodeAddress, route.getValue()));
        }
      }
    } catch (IOException e) {
      LOG.warn("service {} cannot be listened for: {}", key, e.getMessage());
      throw new UncheckedIOException(e);
    }
  }

  private List<EndpointSlice> slices(ObjectKey key) {
    return client
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace(key.namespace())
        .withLabel(SERVICE_LABEL, key.name())
        .list()
        .getItems();
  }

  @Override
  public void close() throws IOException {
    informers.forEach(SharedIndexInformer::stop);
    routes.close();
    loadBalancers.close();
    synchronized (this) {
      for (Map<InetSocketAddress, ServiceListener> ofService : listeners.values()) {
        for (ServiceListener listener : ofService.values()) {
          listener.close();
        }
      }
      listeners.clear();
    }
  }
}
