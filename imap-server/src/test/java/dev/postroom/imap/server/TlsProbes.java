package dev.postroom.imap.server;

import dev.postroom.imap.config.TestCertificates;
import dev.postroom.imap.net.Listener;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLParameters;

/** Probes of TLS. */
final class TlsProbes {

  private static final String TRUST = "TLS_TRUSTCERTS=clients.pem\n";
  private static final String ASK = "TLS_VERIFYPEER=PEER\n";
  private static final String DEMAND = "TLS_VERIFYPEER=REQUIREPEER\n";

  static final List<LiveProbe> ALL =
      List.of(
          new LiveProbe(
              "TLS_PROTOCOL",
              "TLS_PROTOCOL=TLSv1.3",
              server -> handshake(server, TlsProbes::oldVersion),
              "TLSv1.2",
              "refused"),
          new LiveProbe(
              "TLS_STARTTLS_PROTOCOL",
              "TLS_STARTTLS_PROTOCOL=TLSv1.3",
              TlsProbes::startTls,
              "TLSv1.2",
              "refused"),
          new LiveProbe(
              "TLS_CIPHER_LIST",
              "TLS_CIPHER_LIST=ECDHE-ECDSA-AES256-GCM-SHA384",
              server -> handshake(server, TlsProbes::smallSuite),
              "TLSv1.2",
              "refused"),
          new LiveProbe(
              "TLS_CERTFILE",
              "TLS_CERTFILE=other.pem",
              TlsProbes::name,
              "CN=localhost",
              "CN=other"),
          new LiveProbe(
              "TLS_PRIVATE_KEYFILE",
              // Without its key the certificate would be refused.
              "TLS_CERTFILE=split.crt\nTLS_PRIVATE_KEYFILE=split.key",
              TlsProbes::name,
              "CN=localhost",
              "CN=split"),
          new LiveProbe("TLS_TRUSTCERTS", TRUST, TlsProbes::asAnna, "refused", "welcome")
              .given(DEMAND + "TLS_TRUSTCERTS=other.pem\n"),
          new LiveProbe("TLS_VERIFYPEER", DEMAND, TlsProbes::asNobody, "welcome", "refused")
              .given(TRUST),
          new LiveProbe("TLS_EXTERNAL", "TLS_EXTERNAL=CN", TlsProbes::external, "NO", "OK")
              .given(TRUST + ASK),
          new LiveProbe("TLS_ALPN", "TLS_ALPN=", TlsProbes::protocol, "imap", ""));

  private TlsProbes() {}

  private static void oldVersion(SSLParameters parameters) {
    parameters.setProtocols(new String[] {"TLSv1.2"});
  }

  private static void smallSuite(SSLParameters parameters) {
    oldVersion(parameters);
    parameters.setCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"});
  }

  private static String handshake(LiveServer server, Consumer<SSLParameters> parameters)
      throws IOException {
    try (TestClient client = raw(server, Listener.IMAPS)) {
      return version(client, parameters);
    }
  }

  private static String startTls(LiveServer server) throws IOException {
    try (TestClient client = raw(server, Listener.IMAP)) {
      client.line();
      client.command("STARTTLS");
      return version(client, TlsProbes::oldVersion);
    }
  }

  private static String version(TestClient client, Consumer<SSLParameters> parameters) {
    try {
      return client.handshake(parameters).getSession().getProtocol();
    } catch (IOException refused) {
      return "refused";
    }
  }

  private static String protocol(LiveServer server) throws IOException {
    try (TestClient client = raw(server, Listener.IMAPS)) {
      return client
          .handshake(
              parameters -> parameters.setApplicationProtocols(new String[] {"pop3", "imap"}))
          .getApplicationProtocol();
    }
  }

  private static String name(LiveServer server) throws IOException {
    try (TestClient client = raw(server, Listener.IMAPS)) {
      return client.handshake().getSubjectX500Principal().getName();
    }
  }

  private static String asNobody(LiveServer server) throws IOException {
    try (TestClient client = raw(server, Listener.IMAPS)) {
      client.handshake();
      return client.line() == null ? "refused" : "welcome";
    } catch (IOException refused) {
      return "refused";
    }
  }

  private static String asAnna(LiveServer server) throws Exception {
    try (TestClient client = raw(server, Listener.IMAPS)) {
      client.handshake(TestCertificates.certified(server.path(""), "anna"));
      return client.line() == null ? "refused" : "welcome";
    } catch (IOException refused) {
      return "refused";
    }
  }

  private static String external(LiveServer server) throws Exception {
    try (TestClient client = raw(server, Listener.IMAPS)) {
      client.handshake(TestCertificates.certified(server.path(""), "anna"));
      client.line();
      return LiveServer.word(client.command("AUTHENTICATE EXTERNAL ="));
    }
  }

  private static TestClient raw(LiveServer server, Listener listener) throws IOException {
    return TestClient.connect(server.fixture().address(listener), LiveServer.FROM, false);
  }
}
