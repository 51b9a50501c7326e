package dev.postroom.kubernetes.proxy;

import dev.postroom.kubernetes.address.AddressPool;
import dev.postroom.kubernetes.workqueue.ObjectKey;
import dev.postroom.kubernetes.workqueue.Reconciler;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Gives every Service of type LoadBalancer a loopback address and says so in its status. */
final class LoadBalancerAddresses implements Reconciler {

  private final KubernetesClient client;
  private final AddressPool pool;
  private final Map<ObjectKey, InetAddress> given = new HashMap<>();

  LoadBalancerAddresses(KubernetesClient client, AddressPool pool) {
    this.client = client;
    this.pool = pool;
  }

  @Override
  public void reconcile(ObjectKey key) {
    Service service = client.services().inNamespace(key.namespace()).withName(key.name()).get();
    if (service == null || !"LoadBalancer".equals(service.getSpec().getType())) {
      InetAddress before = given.remove(key);
      if (before != null) {
        pool.giveBack(before);
      }
      return;
    }
    String address = given.computeIfAbsent(key, _ -> pool.take()).getHostAddress();
    if (!of(service).equals(List.of(address))) {
      client
          .resource(
              new ServiceBuilder(service)
                  .editOrNewStatus()
                  .withNewLoadBalancer()
                  .addNewIngress()
                  .withIp(address)
                  .endIngress()
                  .endLoadBalancer()
                  .endStatus()
                  .build())
          .updateStatus();
    }
  }

  /** The addresses that a Service has been given. */
  static List<String> of(Service service) {
    if (service.getStatus() == null || service.getStatus().getLoadBalancer() == null) {
      return List.of();
    }
    return service.getStatus().getLoadBalancer().getIngress().stream()
        .map(LoadBalancerIngress::getIp)
        .filter(Objects::nonNull)
        .toList();
  }
}
