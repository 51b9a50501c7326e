package dev.postroom.kubernetes.api;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    assertThat(sent.body())
        .contains("accepted media types include: application/json")
        .contains("--dry-run=client -o yaml | kubectl apply -f -");
    assertThat(asked.statusCode()).isEqualTo(406);
  }

  @Test
  void whatIsNoUrlIsABadRequest() throws Exception {
    assertThat(raw("GET /api/v1/namespaces/%zz/pods")).startsWith("HTTP/1.1 400");
    assertThat(raw("GET /api/v1/pods?limit=%zz")).startsWith("HTTP/1.1 400");
    assertThat(raw("GET /api/v1/pods?watch=true&limit=%zz", "Upgrade: websocket"))
        .startsWith("HTTP/1.1 400");
  }

  @Test
  void warningsStayInTheirHeaderWhateverTheyAreAbout() throws Exception {
    var odd = "\"a\\r\\nSet-Cookie: x\":1";
    var many = IntStream.range(0, 2000).mapToObj(i -> ",\"u" + i + "\":1").collect(joining());

    var written =
        post(
            "/api/v1/namespaces/default/configmaps",
            "application/json",
            "{\"metadata\":{\"name\":\"warned\"}," + odd + many + "}");

    assertThat(written.statusCode()).isEqualTo(201);
    assertThat(written.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(written.headers().allValues("Warning"))
        .hasSizeBetween(2, 2000)
        .startsWith("299 - \"unknown field \\\"a  Set-Cookie: x\\\"\"")
        .extracting(String::length)
        .satisfies(
            lengths ->
                assertThat(lengths.stream().mapToInt(Integer::intValue).sum())
                    .isLessThan(2 * Exchange.WARNINGS_LIMIT));
  }

  @Test
  void theNameOfAFieldManagerHasALimit() throws Exception {
    var refused =
        post(
            "/api/v1/namespaces/default/configmaps?fieldManager=" + "m".repeat(129),
            "application/json",
            "{\"metadata\":{\"name\":\"managed\"}}");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("fieldManager: Too long: may not be more than 128 bytes");
  }

  @Test
  void aSelectorMayBeLong() throws Exception {
    var values = IntStream.range(0, 3000).mapToObj(i -> "v" + i).collect(joining(","));

    var list = send(get("/api/v1/pods?labelSelector=app%20in%20(" + values + ")").build());

    assertThat(list.statusCode()).isEqualTo(200);
  }

  @Test
  void jsonThatIsNestedTooDeepIsABadRequest() throws Exception {
    var body = "{\"data\":".repeat(2000) + "1" + "}".repeat(2000);

    var refused = post("/api/v1/namespaces/default/configmaps", "application/json", body);

    assertThat(refused.statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "18446744073709551615", "1.5", "x"})
  void aNumberIsAWholeNumber(String value) throws Exception {
    var refused = send(get("/api/v1/namespaces?watch=true&timeoutSeconds=" + value).build());

    assertThat(refused.statusCode()).isEqualTo(200);
    assertThat(refused.body())
        .contains("\"type\":\"ERROR\"", "timeoutSeconds must be a whole number of 0 or more");
  }

  @Test
  void aWatchEndsWhenItsResourceIsNoLongerServed() throws Exception {
    var definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    var definition =
        """
        {"metadata": {"name": "notes.test.postroom.dev"}, "spec": {"group": "test.postroom.dev",
         "scope": "Cluster", "names": {"plural": "notes", "kind": "Note"}, "versions": [{"name": "v1",
         "served": true, "storage": true, "schema": {"openAPIV3Schema": {"type": "object"}}}]}}
        """;
    assertThat(post(definitions, "application/json", definition).statusCode()).isEqualTo(201);
    var notes = "/apis/test.postroom.dev/v1/notes";
    post(notes, "application/json", "{\"metadata\":{\"name\":\"a\"}}");

    try (var lines =
        client.send(get(notes + "?watch=true").build(), BodyHandlers.ofLines()).body()) {
      send(HttpRequest.newBuilder(uri(definitions + "/notes.test.postroom.dev")).DELETE().build());

      assertThat(lines.map(line -> line.replaceAll("\\{\"type\":\"(\\w+)\".*", "$1")))
          .containsExactly("ADDED", "DELETED");
    }
    assertThat(send(get(notes).build()).statusCode()).isEqualTo(404);
  }

  @Test
  void aWatchThatAsksForEternityBeginsLikeAnyOther() throws Exception {
    var request = get("/api/v1/namespaces?watch=true&timeoutSeconds=999999999999999").build();

    try (var lines = client.send(request, BodyHandlers.ofLines()).body()) {
      assertThat(lines.limit(4)).hasSize(4).allMatch(line -> line.contains("\"ADDED\""));
    }
  }

  @Test
  void anObjectThatLeavesTheSelectionIsShownAsItLastBelongedToIt() throws Exception {
    var maps = "/api/v1/namespaces/default/configmaps";
    var map = "{\"metadata\":{\"name\":\"leaver\",\"labels\":{\"set\":\"%s\"}}}";
    var created = post(maps, "application/json", map.formatted("in")).body();
    var version = new ObjectMapper().readTree(created).at("/metadata/resourceVersion").asText();
    var changed =
        send(
            HttpRequest.newBuilder(uri(maps + "/leaver"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(map.formatted("out")))
                .build());

    var watch =
        send(
            get(maps
                    + "?watch=true&timeoutSeconds=1&labelSelector=set=in&resourceVersion="
                    + version)
                .build());

    var event = new ObjectMapper().readTree(watch.body());
    assertThat(event.path("type").asText()).isEqualTo("DELETED");
    assertThat(event.at("/object/metadata/labels/set").asText()).isEqualTo("in");
    assertThat(event.at("/object/metadata/resourceVersion"))
        .isEqualTo(new ObjectMapper().readTree(changed.body()).at("/metadata/resourceVersion"));
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

  /** Sends a request as no client library would and returns the first line of the answer. */
  private static String raw(String request, String... headers) throws IOException {
    var address = URI.create(server.url());
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(20_000);
      var text = request + " HTTP/1.1\r\nHost: x\r\n" + lines(headers) + "\r\n";
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }

  private static String lines(String... headers) {
    return Arrays.stream(headers).map(header -> header + "\r\n").collect(joining());
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
