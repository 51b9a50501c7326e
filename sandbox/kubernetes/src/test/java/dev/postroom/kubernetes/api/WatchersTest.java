package dev.postroom.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many who watch and write at once, and one who does not keep up. */
@Timeout(120)
class WatchersTest {

  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final int WRITERS = 4;
  private static final int WATCHERS = 4;
  private static final int WRITES = 100;

  private final ObjectMapper json = new ObjectMapper();
  private ApiServer server;
  private HttpClient client;

  @BeforeEach
  void start() {
    server = ApiServer.start();
    client = HttpClient.newHttpClient();
  }

  @AfterEach
  void stop() {
    client.shutdownNow();
    server.close();
  }

  @Test
  void everyWatcherSeesEveryWriteOnceAndInOrder() throws Exception {
    var from = version(get(MAPS).at("/metadata/resourceVersion"));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Long>>> seen = new ArrayList<>();
      for (int i = 0; i < WATCHERS; i++) {
        seen.add(threads.submit(() -> versions(from, WRITERS * WRITES)));
      }
      List<Callable<List<Long>>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        var name = "w" + i;
        writers.add(() -> write(name));
      }
      List<Long> written = new ArrayList<>();
      for (var writer : threads.invokeAll(writers)) {
        written.addAll(writer.get());
      }

      written.sort(Long::compare);
      for (var watcher : seen) {
        assertThat(watcher.get()).isEqualTo(written);
      }
    }
  }

  @Test
  void aWatcherWhoDoesNotReadIsToldToListAgainInsteadOfBeingBufferedFor() throws Exception {
    var address = URI.create(server.url());
    try (var socket = new Socket()) {
      socket.setReceiveBufferSize(64 * 1024);
      socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
      var request = "GET " + MAPS + "?watch=true&resourceVersion=1 HTTP/1.1\r\nHost: x\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      assertThat(lines.readLine()).startsWith("HTTP/1.").contains(" 200 ");

      var large = "x".repeat(10_000);
      for (int i = 0; i < 1500; i++) {
        put("slow", i, large);
      }

      var last = lines.lines().filter(line -> line.contains("ERROR")).findFirst().orElseThrow();
      assertThat(json.readTree(last).at("/object/code").asInt()).isEqualTo(410);
      assertThat(json.readTree(last).at("/object/reason").asText()).isEqualTo("Expired");
    }
  }

  /** The versions that a watch tells, as many as are expected. */
  private List<Long> versions(long from, int count) throws Exception {
    var request = request(MAPS + "?watch=true&resourceVersion=" + from).build();
    try (var lines = client.send(request, BodyHandlers.ofLines()).body()) {
      return lines
          .limit(count)
          .map(this::tree)
          .map(event -> version(event.at("/object/metadata/resourceVersion")))
          .toList();
    }
  }

  private List<Long> write(String name) throws Exception {
    List<Long> versions = new ArrayList<>();
    for (int i = 0; i < WRITES; i++) {
      versions.add(version(put(name, i, "").at("/metadata/resourceVersion")));
    }
    return versions;
  }

  /** Creates the map the first time and changes it from then on. */
  private JsonNode put(String name, int value, String more) throws Exception {
    var map =
        "{\"metadata\":{\"name\":\"%s\"},\"data\":{\"v\":\"%d\",\"more\":\"%s\"}}"
            .formatted(name, value, more);
    var body = BodyPublishers.ofString(map);
    var request = value == 0 ? request(MAPS).POST(body) : request(MAPS + "/" + name).PUT(body);
    var answer =
        client.send(
            request.header("Content-Type", "application/json").build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
    return json.readTree(answer.body());
  }

  private JsonNode get(String path) throws Exception {
    return json.readTree(client.send(request(path).build(), BodyHandlers.ofString()).body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path)).timeout(Duration.ofMinutes(2));
  }

  private JsonNode tree(String line) {
    try {
      return json.readTree(line);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static long version(JsonNode text) {
    return Long.parseLong(text.asText());
  }
}
