package dev.postroom.kubernetes.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * The API that a suite is held against, reached by a Fabric8 client only. A suite works in a
 * namespace of its own, and its tests in it with names of their own, so that they may share one
 * server.
 */
interface ApiUnderTest {

  /** How long a test waits for what must come. */
  long DEADLINE_SECONDS = 30;

  String API_VERSION = "test.postroom.dev/v1";

  KubernetesClient client();

  /** The namespace that the suite works in. */
  String namespace();

  /** Whether controllers run behind the API: a bare API server collects no garbage. */
  boolean collectsGarbage();

  /** Creates a ConfigMap whose name starts as given. */
  default ConfigMap createConfigMap(String prefix, Map<String, String> labels) {
    return client()
        .configMaps()
        .inNamespace(namespace())
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withGenerateName(prefix)
                .withLabels(labels)
                .endMetadata()
                .addToData("key", "value")
                .build())
        .create();
  }

  /** The Letterboxes of {@code letterboxes.crd.yaml}, which the suite has installed. */
  default MixedOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      letterboxes() {
    return client().genericKubernetesResources(API_VERSION, "Letterbox");
  }

  /** A Letterbox, not yet created. */
  default GenericKubernetesResource letterbox(String name, String spec) {
    return yaml(
        "{apiVersion: %s, kind: Letterbox, metadata: {name: %s, namespace: %s}, spec: %s}"
            .formatted(API_VERSION, name, namespace(), spec),
        GenericKubernetesResource.class);
  }

  default GenericKubernetesResource createLetterbox(String name, String spec) {
    return client().resource(letterbox(name, spec)).create();
  }

  default GenericKubernetesResource read(GenericKubernetesResource box) {
    return letterboxes().inNamespace(namespace()).withName(box.getMetadata().getName()).get();
  }

  /** Reads flow-style YAML, which the client by itself takes for JSON. */
  static <T> T yaml(String text, Class<T> type) {
    return Serialization.unmarshal("---\n" + text, type);
  }

  /** Expects the API to refuse a call and returns what it says. */
  static Status refusal(ThrowingCallable call) {
    var refused = catchThrowableOfType(KubernetesClientException.class, call);
    assertThat(refused).as("the API must refuse this").isNotNull();
    return refused.getStatus();
  }
}
