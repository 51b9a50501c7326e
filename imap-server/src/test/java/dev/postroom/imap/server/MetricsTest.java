package dev.postroom.imap.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.imap.net.Listener;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus gets to see, and {@code docs/metrics.md}, which lists it. */
class MetricsTest {

  private static final String FROM = "127.77.15.1";

  @TempDir Path directory;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private ServerFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = new ServerFixture(directory).metrics(registry);
    fixture.write("imapaccess", FROM + "\tallow,MAXCPERIP=30\n");
    fixture.start();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void theDocumentListsWhatThereIs() throws IOException {
    String expected = MetricsDocument.of(registry.scrape());
    if (Boolean.getBoolean(MetricsDocument.REWRITE)) {
      Files.writeString(MetricsDocument.FILE, expected);
    }

    assertThat(MetricsDocument.FILE)
        .as("to rewrite it: " + MetricsDocument.COMMAND)
        .hasContent(expected);
  }

  @Test
  void theExamplesAskForWhatThereIs() {
    Set<String> names = Scrape.names(registry.scrape());

    assertThat(MetricsDocument.namesInExamples()).isNotEmpty().isSubsetOf(names);
  }

  @Test
  void nothingThatClientsDoAddsASeries() throws Exception {
    Set<String> before = Scrape.series(registry.scrape());

    for (int i = 0; i < 20; i++) {
      try (TestClient client = fixture.connect(Listener.IMAP, FROM)) {
        client.line();
        client.command("LOGIN user" + i + "@example.net secret");
        client.command("GARBAGE" + i);
        client.command("AUTHENTICATE X-MECHANISM-" + i);
        client.command("UID GARBAGE" + i);
      }
    }
    try (TestClient client = fixture.connect(Listener.IMAPS, FROM)) {
      client.line();
      client.command("LOGIN anna secret");
      client.command("ID (\"name\" \"x\" \"version\" \"1\")");
      client.command("CREATE INBOX.x");
      client.command("SELECT INBOX.x");
      client.command("FETCH 1 FLAGS");
      client.command("LOGOUT");
    }
    fixture.write("imapaccess", FROM + "\tdeny\n");
    await()
        .until(
            () -> {
              try (TestClient client = fixture.connect(Listener.IMAP, FROM)) {
                return client.line().startsWith("* BYE [NOPERM]");
              }
            });
    fixture.write("imapd", "MAXPERIP=many\n");
    await().until(() -> value("postroom_imap_configuration_rejected") == 1);

    assertThat(Scrape.series(registry.scrape())).isEqualTo(before);
  }

  @Test
  void connectionsAreCountedByWhatTheyDo() throws Exception {
    try (TestClient client = fixture.connect(Listener.IMAP, FROM)) {
      client.line();
      assertThat(connections("not_authenticated")).isOne();
      client.command("LOGIN anna wrong");
      client.command("LOGIN anna secret");
      assertThat(connections("not_authenticated")).isZero();
      assertThat(connections("authenticated")).isOne();
      client.send("i IDLE\r\n");
      client.line();
      assertThat(connections("authenticated")).isZero();
      assertThat(connections("idle")).isOne();
    }
    await().until(() -> connections("idle") == 0);

    assertThat(connections("authenticated")).isZero();
    assertThat(value("postroom_imap_admissions_total{listener=\"imapd\",}")).isOne();
    assertThat(value("postroom_imap_logins_total{mechanism=\"LOGIN\",outcome=\"accepted\",}"))
        .isOne();
    assertThat(value("postroom_imap_logins_total{mechanism=\"LOGIN\",outcome=\"rejected\",}"))
        .isOne();
    assertThat(value("postroom_imap_commands_total{command=\"LOGIN\",completion=\"no\",}")).isOne();
    assertThat(value("postroom_imap_command_duration_seconds_count{command=\"LOGIN\",}"))
        .isEqualTo(2);
    assertThat(value("postroom_imap_received_bytes_total{listener=\"imapd\",}"))
        .isEqualTo("t1 LOGIN anna wrong\r\nt2 LOGIN anna secret\r\ni IDLE\r\n".length());
    assertThat(value("postroom_imap_sent_bytes_total{listener=\"imapd\",}")).isGreaterThan(100);
    assertThat(
            value(
                "postroom_imap_sessions_ended_total{ending=\"disconnected\",listener=\"imapd\",}"))
        .isOne();
  }

  @Test
  void aLoginOfWhichNobodyCanBeAskedIsNotCountedAsRejected() throws Exception {
    String logins = "postroom_imap_logins_total{mechanism=\"LOGIN\",outcome=\"";
    fixture.write(
        "authldaprc",
        "LDAP_URI ldap://127.0.0.1:1\nLDAP_BASEDN dc=example\nLDAP_MAIL uid\nLDAP_AUTHBIND 1\n");

    List<String> answers = new ArrayList<>();
    await()
        .until(
            () -> {
              try (TestClient client = fixture.connect(Listener.IMAP, FROM)) {
                answers.add(client.command("LOGIN zoe secret").getLast());
                return answers.getLast().startsWith("NO [UNAVAILABLE] ");
              }
            });

    assertThat(value(logins + "unavailable\",}")).isOne();
    assertThat(value(logins + "rejected\",}")).isEqualTo(answers.size() - 1);
    assertThat(value(logins + "throttled\",}")).isZero();
  }

  @Test
  void handshakesAreCountedByVersionAndOutcome() throws Exception {
    String handshakes = "postroom_imap_tls_handshakes_total{listener=\"imapd-ssl\",outcome=\"";
    try (TestClient client = fixture.connect(Listener.IMAPS, FROM)) {
      client.line();
    }
    assertThat(value(handshakes + "full\",version=\"TLSv1.3\",}")).isOne();
    try (TestClient client = TestClient.connect(fixture.address(Listener.IMAPS), FROM, false)) {
      client.send("this is no handshake\r\n");
      client.line();
    }
    assertThat(value(handshakes + "failed\",version=\"none\",}")).isOne();
  }

  @Test
  void aSessionThatIsGoneOnWithCountsAsResumed() throws Exception {
    String resumed =
        "postroom_imap_tls_handshakes_total{listener=\"imapd-ssl\",outcome=\"resumed\",version=\"TLSv1.3\",}";
    SSLContext client = TestClient.trustingContext(new KeyManager[0]);
    InetSocketAddress server = fixture.address(Listener.IMAPS);
    for (int i = 0; i < 2; i++) {
      try (Socket socket =
          client.getSocketFactory().createSocket(server.getHostString(), server.getPort())) {
        // Behind the tickets comes the greeting.
        assertThat(socket.getInputStream().read()).isEqualTo('*');
      }
    }
    assertThat(value(resumed)).isOne();
  }

  @Test
  void mailboxesAreCountedByWhereTheyAreKnownFrom() throws Exception {
    String openings = "postroom_imap_mailbox_openings_total{source=\"";
    try (TestClient client = fixture.connect(Listener.IMAP, FROM)) {
      client.line();
      client.command("LOGIN anna secret");
      client.command("SELECT INBOX");
      assertThat(value(openings + "listing\",}")).isOne();
      assertThat(value(openings + "memory\",}")).isZero();
      client.command("SELECT INBOX");
      assertThat(value(openings + "listing\",}")).isOne();
      assertThat(value(openings + "memory\",}")).isOne();
    }
  }

  @Test
  void theConfigurationTellsItsAgeAndWhatWaits() throws Exception {
    double applied = value("postroom_imap_configuration_applied_timestamp_seconds");
    assertThat(value("postroom_imap_certificate_expiry_timestamp_seconds")).isGreaterThan(applied);
    assertThat(value("postroom_imap_configuration_maximum_connections")).isEqualTo(40);

    fixture.write("imapd", "PORT=1\nMAXDAEMONS=50\n");

    await().until(() -> value("postroom_imap_configuration_maximum_connections") == 50);
    assertThat(value("postroom_imap_configuration_pending_restart")).isPositive();
    assertThat(value("postroom_imap_configuration_reloads_total{outcome=\"applied\",}"))
        .isPositive();
    fixture.delete("imapd.pem");
    fixture.write("imapd", "MAXPERIP=many\n");
    await().until(() -> value("postroom_imap_configuration_rejected") == 1);
  }

  private double connections(String state) {
    return value("postroom_imap_connections{listener=\"imapd\",state=\"%s\",}".formatted(state));
  }

  private double value(String series) {
    return Scrape.value(registry.scrape(), series);
  }
}
