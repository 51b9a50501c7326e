package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.kubernetes.api.ApiServer;
import dev.postroom.operator.desired.Labels;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cluster in which others have much: the operator's memory must not grow with it. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ForeignObjectsTest {

  private static final int MANY = 2000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A list or a watch of namespaced objects: no name behind the plural. */
  private static final Pattern COLLECTION =
      Pattern.compile("/(?:api|apis/[^/]+)/[^/]+(?:/namespaces/[^/]+)?/([^/]+)");

  private final Set<URI> collections = ConcurrentHashMap.newKeySet();

  private final Interceptor notes =
      new Interceptor() {
        @Override
        public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
          if (request.method().equals("GET")
              && COLLECTION.matcher(request.uri().getPath()).matches()) {
            collections.add(request.uri());
          }
        }
      };

  @Test
  void whatOthersHaveIsNeitherListedNorWatched() {
    try (var api = ApiServer.start();
        var user = client(api).build();
        var operators =
            client(api)
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("notes", notes))
                .build()) {
      ImapServerKind.define(user);
      create(user, metadata -> new SecretBuilder().withMetadata(metadata).build());
      create(user, metadata -> new ConfigMapBuilder().withMetadata(metadata).build());
      create(user, ForeignObjectsTest::pod);
      var server = Servers.server("users: {userdbSecretName: foreign-1}");
      server.getMetadata().setUid(null);
      server.getMetadata().setGeneration(null);
      user.resource(server).create();

      var operator = OperatorStart.with(operators);
      try {
        var sets = user.apps().statefulSets().inNamespace("default");
        Awaitility.await().atMost(PATIENCE).until(() -> sets.withName("mail").get() != null);
      } finally {
        operator.stop();
      }

      assertThat(kinds()).contains("configmaps", "pods").doesNotContain("secrets");
      assertThat(collections)
          .filteredOn(uri -> !Set.of("imapservers", "nodes").contains(kind(uri)))
          .allSatisfy(
              uri ->
                  assertThat(URLDecoder.decode(uri.toString(), StandardCharsets.UTF_8))
                      .contains("labelSelector=" + Labels.MADE_BY_OPERATOR));
    }
  }

  private Stream<String> kinds() {
    return collections.stream().map(ForeignObjectsTest::kind);
  }

  private static String kind(URI uri) {
    var path = COLLECTION.matcher(uri.getPath());
    assertThat(path.matches()).isTrue();
    return path.group(1);
  }

  private static KubernetesClientBuilder client(ApiServer api) {
    return new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(api.kubeconfig()));
  }

  private static void create(KubernetesClient user, Function<ObjectMeta, HasMetadata> make) {
    IntStream.rangeClosed(1, MANY)
        .parallel()
        .mapToObj(
            i ->
                new ObjectMetaBuilder()
                    .withNamespace("default")
                    .withName("foreign-" + i)
                    .addToLabels("app.kubernetes.io/managed-by", "somebody-else")
                    .build())
        .map(make)
        .forEach(object -> user.resource(object).create());
  }

  private static HasMetadata pod(ObjectMeta metadata) {
    return new PodBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .addNewContainer()
        .withName("main")
        .withImage("foreign")
        .endContainer()
        .endSpec()
        .build();
  }
}
