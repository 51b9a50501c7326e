package dev.postroom.fleet;

import dev.postroom.contract.report.PeerReport;
import dev.postroom.contract.report.PeerReportJson;
import dev.postroom.contract.report.ReportRequest;
import dev.postroom.contract.report.ReportTag;
import dev.postroom.kubernetes.address.AddressPool;
import dev.postroom.kubernetes.workqueue.EveryEvent;
import dev.postroom.kubernetes.workqueue.ObjectKey;
import dev.postroom.kubernetes.workqueue.WorkQueue;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * A node whose pods are ready as soon as they are bound to it. A pod's files are those that its
 * projected volumes name; they are refreshed whenever the pod changes, as a kubelet does.
 */
final class ReportingNode implements AutoCloseable {

  private static final int MANAGEMENT_PORT = 9180;
  private static final int KUBELETS = 16;
  private static final String NAME = "fleet";

  private final KubernetesClient client;
  private final Vertx vertx;
  private final AddressPool addresses;
  private final Clock clock;

  /** A real cluster has many kubelets; the pods of one wait for each other. */
  private final List<WorkQueue> kubelets =
      IntStream.range(0, KUBELETS)
          .mapToObj(number -> new WorkQueue("kubelet-" + number, this::reconcile))
          .toList();

  private final SharedIndexInformer<Pod> informer;
  private final LongAdder asked = new LongAdder();
  private final Map<ObjectKey, ReportingPod> pods = new ConcurrentHashMap<>();

  ReportingNode(
      KubernetesClient client, Vertx vertx, InetAddress address, AddressPool pods, Clock clock) {
    this.client = client;
    this.vertx = vertx;
    this.addresses = pods;
    this.clock = clock;
    var node =
        new NodeBuilder()
            .withNewMetadata()
            .withName(NAME)
            .endMetadata()
            .withNewSpec()
            .withPodCIDRs(pods.range())
            .endSpec()
            .withNewStatus()
            .addNewAddress()
            .withType("InternalIP")
            .withAddress(address.getHostAddress())
            .endAddress()
            .endStatus()
            .build();
    client.resource(node).create();
    client.resource(node).patchStatus();
    informer =
        client.pods().inAnyNamespace().inform(new EveryEvent<>(pod -> changed(ObjectKey.of(pod))));
  }

  /** How many requests pods were asked for their reports, or for whether these are others. */
  long asked() {
    return asked.sum();
  }

  Collection<ReportingPod> pods() {
    return List.copyOf(pods.values());
  }

  private void changed(ObjectKey pod) {
    kubelets.get(Math.floorMod(pod.hashCode(), KUBELETS)).add(pod);
  }

  private void reconcile(ObjectKey key) {
    var pod = client.pods().inNamespace(key.namespace()).withName(key.name()).get();
    if (pod == null || pod.getSpec().getNodeName() == null) {
      return;
    }
    var files = files(pod);
    var known = pods.get(key);
    if (known != null) {
      known.mount(files, clock.instant());
      return;
    }
    var started = new ReportingPod(key.name(), clock.instant());
    started.mount(files, clock.instant());
    pods.put(key, started);
    var address = addresses.take().getHostAddress();
    vertx
        .createHttpServer()
        .requestHandler(request -> answer(request, started))
        .listen(MANAGEMENT_PORT, address)
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    ready(key, address);
  }

  private void answer(HttpServerRequest request, ReportingPod pod) {
    if (!request.path().equals(PeerReport.PATH)) {
      request.response().setStatusCode(HttpURLConnection.HTTP_NOT_FOUND).end();
      return;
    }
    asked.increment();
    answer(
        request,
        pod,
        ReportRequest.of(
            Optional.ofNullable(request.getHeader("If-None-Match")),
            Optional.ofNullable(request.getHeader("Prefer"))));
  }

  /** As the server answers. */
  private void answer(HttpServerRequest request, ReportingPod pod, ReportRequest wanted) {
    var change = pod.nextChange();
    var report = pod.report(clock.instant());
    var tag = ReportTag.of(report);
    var response = request.response().putHeader("ETag", tag.text());
    if (!wanted.has(tag)) {
      if (request.method() == HttpMethod.HEAD) {
        response.end();
      } else {
        response.end(Buffer.buffer(PeerReportJson.write(report)));
      }
    } else if (wanted.patience().isZero()) {
      response
          .setStatusCode(HttpURLConnection.HTTP_NOT_MODIFIED)
          .putHeader(ReportRequest.AT, report.at().toString())
          .end();
    } else {
      var here = vertx.getOrCreateContext();
      change
          .copy()
          .completeOnTimeout(null, wanted.patience().toMillis(), TimeUnit.MILLISECONDS)
          .thenRun(
              () ->
                  here.runOnContext(
                      _ -> {
                        if (!response.closed()) {
                          answer(request, pod, wanted.atOnce());
                        }
                      }));
    }
  }

  private void ready(ObjectKey key, String address) {
    var status =
        new PodStatusBuilder()
            .withPhase("Running")
            .withPodIP(address)
            .withConditions(new PodConditionBuilder().withType("Ready").withStatus("True").build())
            .build();
    client
        .pods()
        .inNamespace(key.namespace())
        .withName(key.name())
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            client.getKubernetesSerialization().asJson(Map.of("status", status)));
  }

  private Map<String, String> files(Pod pod) {
    var files = new HashMap<String, String>();
    pod.getSpec().getVolumes().stream()
        .filter(volume -> volume.getProjected() != null)
        .flatMap(volume -> volume.getProjected().getSources().stream())
        .forEach(source -> add(pod.getMetadata().getNamespace(), source, files));
    return files;
  }

  private void add(String namespace, VolumeProjection source, Map<String, String> files) {
    if (source.getConfigMap() != null) {
      var map =
          client
              .configMaps()
              .inNamespace(namespace)
              .withName(source.getConfigMap().getName())
              .require();
      for (KeyToPath file : source.getConfigMap().getItems()) {
        files.put(file.getPath(), map.getData().get(file.getKey()));
      }
    }
    if (source.getSecret() != null) {
      var secret =
          client.secrets().inNamespace(namespace).withName(source.getSecret().getName()).require();
      for (KeyToPath file : source.getSecret().getItems()) {
        var bytes = Base64.getDecoder().decode(secret.getData().get(file.getKey()));
        files.put(file.getPath(), new String(bytes, StandardCharsets.UTF_8));
      }
    }
  }

  @Override
  public void close() {
    informer.stop();
    kubelets.forEach(WorkQueue::close);
  }
}
