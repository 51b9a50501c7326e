package dev.postroom.imap.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.contract.report.PeerReport;
import dev.postroom.contract.report.PeerReportJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged server, run by {@code java -jar}. */
class ServerProcessIT {

  private static final String ADDRESS = "127.77.12.1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String HEARD = "--default-signal=HUP";

  @TempDir Path root;
  private static final String TOKEN = "sesame";

  private final HttpClient http = HttpClient.newHttpClient();
  private Process process;

  @AfterEach
  void kill() {
    if (process != null) {
      process.destroyForcibly();
    }
    http.close();
  }

  @Test
  void aServerBelowARootServesReportsReloadsOnSighupAndDrainsOnSigterm() throws Exception {
    int imap = freePort();
    int management = freePort();
    config("imapd", "PORT=" + imap + "\nMAXPERIP=2\n");
    config("userdb", "anna\thome=/var/mail/anna|imappw={SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=\n");
    config("report-token", TOKEN + "\n");
    Files.createDirectories(root.resolve("var/mail/anna"));
    start(HEARD, management, "--config", "/etc/postroom", "--root", root.toString());
    await().atMost(PATIENCE).until(() -> status(management, "/q/health/ready") == 200);
    assertThat(status(management, "/q/health/live")).isEqualTo(200);
    assertThat(status(management, "/q/health/started")).isEqualTo(200);

    try (TestClient client = connect(imap)) {
      assertThat(client.line()).startsWith("* OK ");
      assertThat(client.command("LOGIN anna secret").getLast()).startsWith("OK ");
      assertThat(client.command("SELECT INBOX").getLast()).startsWith("OK ");
      assertThat(root.resolve("var/mail/anna/Maildir/cur")).isDirectory();

      HttpResponse<String> refused = get(management, PeerReport.PATH);
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.headers().firstValue("WWW-Authenticate"))
          .contains("Bearer realm=\"peer report\"");
      PeerReport report = report(management);
      assertThat(report.peers())
          .singleElement()
          .satisfies(peer -> assertThat(peer.users()).isOne());
      assertThat(body(management, "/q/metrics"))
          .contains(
              "postroom_imap_connections{listener=\"imapd\",state=\"authenticated\"} 1.0",
              "postroom_imap_logins_total{mechanism=\"LOGIN\",outcome=\"accepted\"} 1.0",
              "postroom_imap_refusals_total{cause=\"address_limit\",listener=\"imapd\"} 0.0")
          .doesNotContain("127.0.0.1", "anna");

      config("imapd", "PORT=" + imap + "\nMAXPERIP=5\n");
      signal("HUP");
      await().atMost(PATIENCE).until(() -> report(management).peers().getFirst().limit() == 5);

      // What looks the same is read again for a signal only.
      signal("HUP");
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(log()).contains(" is in force, text unchanged"));
      assertThat(client.command("NOOP").getLast()).startsWith("OK ");

      signal("TERM");
      await().atMost(PATIENCE).until(() -> status(management, "/q/health/ready") == 503);
      assertThat(client.command("NOOP").getLast()).startsWith("OK ");
      signal("TERM");
      assertThat(client.line()).startsWith("* BYE ");
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(log())
        .contains("imapd: INFO: LOGIN, user=anna, ip=[::ffff:127.0.0.1], port=[")
        .contains("imapd: NOTICE: Disconnected during shutdown by signal, user=anna");
  }

  @Test
  void aBrokenConfigurationEndsTheStartWithAMessageAndStatusOne() throws Exception {
    config("imapd", "PORT=0\nif true\n");

    start(HEARD, freePort(), "--config", root.resolve("etc/postroom").toString());

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isOne();
    assertThat(log()).contains("imapd:2: ").doesNotContain("\tat ");
  }

  @Test
  void anArgumentNobodyKnowsIsAnsweredWithTheUsage() throws Exception {
    start(HEARD, freePort(), "--configuration", "x");

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(log()).contains("unknown argument --configuration").contains("--config DIR");
  }

  @Test
  void aServerStartedUnderNohupSaysThatItCannotHearSighup() throws Exception {
    int management = freePort();
    config("imapd", "PORT=0\n");

    start("--ignore-signal=HUP", management, "--config", root.resolve("etc/postroom").toString());

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(log()).contains("SIGHUP is ignored"));
  }

  /**
   * @param sighup what env does to the signal before the server starts: a test run may have been
   *     started under nohup itself, and a JVM cannot undo that
   */
  private void start(String sighup, int management, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                sighup,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of(System.getProperty("postroom.jar")).resolveSibling("jvm.options"),
                "-Dquarkus.http.host=" + ADDRESS,
                "-Dquarkus.http.port=" + management,
                "-Dpostroom.bind-address=" + ADDRESS,
                // Until a second signal ends the wait.
                "-Dpostroom.drain-delay=1h",
                "-Dpostroom.drain-spread=100ms",
                "-jar",
                System.getProperty("postroom.jar")));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(root.resolve("log").toFile());
    // As the operator does it, by the path in the pod.
    builder.environment().put("POSTROOM_REPORT_TOKEN_FILE", "/etc/postroom/report-token");
    process = builder.start();
  }

  private void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  private void config(String name, String text) throws IOException {
    Path directory = Files.createDirectories(root.resolve("etc/postroom"));
    Files.writeString(directory.resolve(name), text);
  }

  private String log() throws IOException {
    return Files.readString(root.resolve("log"));
  }

  private static TestClient connect(int port) throws IOException {
    return TestClient.connect(new InetSocketAddress(ADDRESS, port), "127.0.0.1", false);
  }

  private PeerReport report(int management) throws Exception {
    return PeerReportJson.read(
        get(management, PeerReport.PATH, "Authorization", "Bearer " + TOKEN).body().getBytes());
  }

  private int status(int management, String path) throws Exception {
    try {
      return get(management, path).statusCode();
    } catch (IOException notYet) {
      return 0;
    }
  }

  private String body(int management, String path) throws Exception {
    return get(management, path).body();
  }

  private HttpResponse<String> get(int management, String path, String... headers)
      throws Exception {
    URI uri = URI.create("http://%s:%d%s".formatted(ADDRESS, management, path));
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral(ADDRESS))) {
      return socket.getLocalPort();
    }
  }
}
