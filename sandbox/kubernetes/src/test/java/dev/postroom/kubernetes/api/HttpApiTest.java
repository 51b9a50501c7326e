package dev.postroom.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The server on the wire, where client libraries do not reach. */
class HttpApiTest {

  private static ApiServer server;
  private static HttpClient client;

  @BeforeAll
  static void start() {
    server = ApiServer.start();
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @Test
  void aBodyOverTheLimitIsRefused() throws Exception {
    var body = "{\"data\":{\"a\":\"" + "x".repeat(HttpApi.LARGEST_BODY) + "\"}}";

    var refused = post("/api/v1/namespaces/default/configmaps", "application/json", body);

    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.body()).contains("\"reason\":\"RequestEntityTooLarge\"");
  }

  @Test
  void protobufIsRefusedSoThatClientsTurnToJson() throws Exception {
    var sent =
        post("/api/v1/namespaces/default/configmaps", "application/vnd.kubernetes.protobuf", "k8s");
    var asked =
        send(get("/api/v1/pods").header("Accept", "application/vnd.kubernetes.protobuf").build());

    assertThat(sent.statusCode()).isEqualTo(415);
    assertThat(asked.statusCode()).isEqualTo(406);
  }

  @Test
  void malformedJsonIsABadRequest() throws Exception {
    var refused = post("/api/v1/namespaces/default/configmaps", "application/json", "{");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("the object provided is unrecognized");
  }

  @Test
  void anUnknownPathIsNotFound() throws Exception {
    assertThat(send(get("/apis/none/v1/things").build()).statusCode()).isEqualTo(404);
    assertThat(send(get("/nowhere").build()).statusCode()).isEqualTo(404);
  }

  @Test
  void aWatchEndsWhenItsTimeIsOver() throws Exception {
    var watch = send(get("/api/v1/namespaces?watch=true&timeoutSeconds=0").build());

    assertThat(watch.statusCode()).isEqualTo(200);
    assertThat(watch.body().lines()).hasSize(4).allMatch(line -> line.contains("\"ADDED\""));
  }

  @Test
  void initialEventsEndWithABookmark() throws Exception {
    var watch =
        send(
            get("/api/v1/namespaces?watch=true&timeoutSeconds=0&sendInitialEvents=true"
                    + "&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan")
                .build());

    assertThat(watch.body().lines().toList().getLast())
        .contains("\"BOOKMARK\"", "\"k8s.io/initial-events-end\":\"true\"");
  }

  @Test
  void selectorsNarrowLists() throws Exception {
    var byLabel =
        send(
            get("/api/v1/namespaces?labelSelector=kubernetes.io/metadata.name%20in%20(default,x)")
                .build());
    var byField = send(get("/api/v1/namespaces?fieldSelector=metadata.name!=default").build());
    var unknown = send(get("/api/v1/namespaces?fieldSelector=spec.colour=red").build());

    assertThat(byLabel.body()).contains("\"name\":\"default\"").doesNotContain("kube-system");
    assertThat(byField.body()).contains("kube-system").doesNotContain("\"name\":\"default\"");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body()).contains("field label not supported: spec.colour");
  }

  @Test
  void logsComeFromTheNode() throws Exception {
    server.servePodLogs(
        (namespace, pod, container, tail) ->
            pod.equals("mail-0")
                ? Optional.of(namespace + " " + container + " " + tail.orElse(-1) + "\n")
                : Optional.empty());

    var log =
        send(get("/api/v1/namespaces/default/pods/mail-0/log?container=c&tailLines=5").build());
    var none = send(get("/api/v1/namespaces/default/pods/other/log").build());

    assertThat(log.body()).isEqualTo("default c 5\n");
    assertThat(none.statusCode()).isEqualTo(404);
  }

  @Test
  void everybodyMayDoEverything() throws Exception {
    var review =
        post(
            "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
            "application/json",
            "{\"spec\":{\"resourceAttributes\":{\"verb\":\"create\",\"resource\":\"pods\"}}}");

    assertThat(review.statusCode()).isEqualTo(201);
    assertThat(review.body()).contains("\"allowed\":true");
  }

  private static HttpRequest.Builder get(String path) {
    return HttpRequest.newBuilder(uri(path));
  }

  private static HttpResponse<String> post(String path, String type, String body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }

  private static URI uri(String path) {
    return URI.create(server.url() + path);
  }
}
