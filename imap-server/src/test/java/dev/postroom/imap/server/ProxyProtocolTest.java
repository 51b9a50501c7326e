package dev.postroom.imap.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.postroom.contract.report.ListenerSources;
import dev.postroom.contract.report.Peer;
import dev.postroom.imap.config.ConfigurationRejectedException;
import dev.postroom.imap.config.TestCertificates;
import dev.postroom.imap.net.Listener;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Headers made by hand; {@link HaproxyTest} has those of a real load balancer. */
class ProxyProtocolTest {

  private static final String BALANCER = "127.77.40.1";
  private static final String STRANGER = "127.77.40.99";
  private static final String OFFICE = "203.0.113.7";
  private static final String SIGNATURE = "\r\n\r\n\0\r\nQUIT\n";

  /** PROXY, TCP over IPv4. */
  private static final String PROXY_TCP4 = "\041\021";

  private static final String LOCAL = "\040\000";

  @TempDir Path directory;
  private ServerFixture fixture;
  private final List<TestClient> clients = new ArrayList<>();

  @BeforeEach
  void prepare() throws Exception {
    fixture = new ServerFixture(directory);
    imapd("TCPDOPTS=\"-nodnslookup -haproxy=1\"\n");
  }

  private void imapd(String more) {
    fixture.write(
        "imapd",
        "PORT=0\nPOSTROOM_CLUSTER_PORT=0\nMAXPERIP=2\nPOSTROOM_TRUSTED_PROXIES=127.77.40.0/28\n"
            + more);
  }

  @AfterEach
  void stop() throws IOException {
    for (TestClient client : clients) {
      client.close();
    }
    fixture.close();
  }

  @Test
  void theHeadersClientIsWhoIsCountedAndLimited() throws Exception {
    fixture.start();
    assertThat(connect(Listener.IMAP, BALANCER, v1(OFFICE)).line()).startsWith("* OK ");
    // A balancer that listens on IPv6 only may write IPv4 like this.
    String mapped = "PROXY TCP6 ::ffff:" + OFFICE + " ::ffff:198.51.100.1 40000 143\r\n";
    assertThat(connect(Listener.IMAP, BALANCER, mapped).line()).startsWith("* OK ");

    // With what balancers add: a unique id, and what is known of the client's TLS.
    String more = "\005\000\002id" + "\040\000\005\001\000\000\000\000";
    assertThat(connect(Listener.IMAP, BALANCER, v2(PROXY_TCP4, addresses(OFFICE) + more)).line())
        .startsWith("* BYE [LIMIT] Too many connections from your address 203.0.113.7: 2 are open");
    assertThat(connect(Listener.IMAP, BALANCER, v1("203.0.113.8")).line()).startsWith("* OK ");
    assertThat(peers()).extracting(Peer::address).containsExactly(OFFICE, "203.0.113.8");
    assertThat(sources("imapd"))
        .extracting(
            ListenerSources::connections,
            ListenerSources::byProxy,
            ListenerSources::distinct,
            ListenerSources::largest)
        .containsExactly(4L, 4L, 2, 3L);
  }

  @Test
  void tlsBeginsBehindTheHeader() throws Exception {
    fixture.start();
    TestClient client = connect(Listener.IMAPS, BALANCER, v1(OFFICE));

    client.handshake();

    assertThat(client.line()).startsWith("* OK ");
    assertThat(client.command("LOGIN anna secret").getLast()).startsWith("OK ");
    assertThat(peers())
        .singleElement()
        .extracting(Peer::address, Peer::users)
        .containsExactly(OFFICE, 1);
  }

  @Test
  void theAddressThatTheClientCameToChoosesTheCertificateAlsoOfWhoeverIsRefused() throws Exception {
    fixture.write("imapd.pem.198.51.100.1", TestCertificates.pem(directory, "of-the-address"));
    fixture.write("imapaccess", "203.0.113.8\tdeny\n");
    fixture.start();

    for (String address : List.of(OFFICE, "203.0.113.8")) {
      assertThat(
              connect(Listener.IMAPS, BALANCER, v1(address))
                  .handshake()
                  .getSubjectX500Principal()
                  .getName())
          .isEqualTo("CN=of-the-address");
    }
  }

  @Test
  void whatIsRefusedUnderTlsIsToldBehindTheHandshake() throws Exception {
    fixture.write("imapaccess", OFFICE + "\tdeny\n");
    fixture.start();
    TestClient client = connect(Listener.IMAPS, BALANCER, v1(OFFICE));

    client.handshake();

    assertThat(client.line()).startsWith("* BYE [NOPERM] Your address 203.0.113.7 ");
  }

  @Test
  void aCommandInTheSameSegmentIsAnswered() throws Exception {
    fixture.start();
    TestClient client = connect(Listener.IMAP, BALANCER, v1(OFFICE) + "a NOOP\r\n");

    assertThat(client.line()).startsWith("* OK ");
    assertThat(client.line()).startsWith("a OK ");
  }

  @Test
  void whoIsNotTrustedIsRefusedWithAndWithoutAHeader() throws Exception {
    fixture.start();

    for (String header : List.of("", v1(OFFICE))) {
      assertThat(connect(Listener.IMAP, STRANGER, header).line())
          .isEqualTo(
              "* BYE [NOPERM] This server takes connections from its load balancer only, and your"
                  + " address 127.77.40.99 is not trusted as one. Please ask your mail"
                  + " administrator.");
    }
    assertThat(refusals("imapd", "proxy_untrusted")).isEqualTo(2);
    assertThat(sources("imapd").proxyRefusals().untrusted()).isEqualTo(2);
    assertThat(fixture.server().report().connections().refused()).isEqualTo(2);
    assertThat(peers()).isEmpty();
  }

  @Test
  void aBalancerThatSaysNothingIsToldSoAfterTheDeadline() throws Exception {
    fixture.start();

    assertThat(connect(Listener.IMAP, BALANCER, "").line())
        .isEqualTo(
            "* BYE [UNAVAILABLE] The load balancer 127.77.40.1 does not say whose connection this"
                + " is (PROXY protocol). Please ask your mail administrator.");
    assertThat(refusals("imapd", "proxy_no_header")).isEqualTo(1);
  }

  @Test
  void whatIsNoWholeHeaderEndsTheConnectionWithoutAWord() throws Exception {
    fixture.start();

    List<String> headers = noHeaders();
    for (String bytes : headers) {
      assertThat(connect(Listener.IMAP, BALANCER, bytes).line()).as(bytes).isNull();
    }
    await().until(() -> refusals("imapd", "proxy_bad_header") == headers.size());
    assertThat(peers()).isEmpty();
  }

  private static List<String> noHeaders() {
    return List.of(
        "a LOGIN anna secret\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        HexFormat.of().formatHex(new byte[100]),
        "PROXY TCP4 203.0.113.7\r\n",
        "PROXY TCP4 203.0.113.777 198.51.100.1 40000 143\r\n",
        "PROXY TCP4 2001:db8::1 2001:db8::2 40000 143\r\n",
        "PROXY TCP4 203.0.113.7 198.51.100.1 40000 70000\r\n",
        "PROXY SCTP 203.0.113.7 198.51.100.1 40000 143\r\n",
        "PROXY TCP4 203.0.113.7 198.51.100.1 40000 143",
        "PROXY TCP4 203.0.113.7 198.51.100.1 40000 143 " + "x".repeat(100) + "\r\n",
        SIGNATURE + PROXY_TCP4,
        SIGNATURE + "\061\021" + length(12) + addresses(OFFICE),
        SIGNATURE + "\042\021" + length(12) + addresses(OFFICE),
        SIGNATURE + PROXY_TCP4 + length(4) + "\313\000\161\007",
        SIGNATURE + PROXY_TCP4 + length(65_535));
  }

  @Test
  void aClientsHandshakeWithoutAHeaderEndsTheConnection() throws Exception {
    fixture.start();
    TestClient client = connect(Listener.IMAPS, BALANCER, "");

    assertThatThrownBy(client::handshake).isInstanceOf(IOException.class);

    await().until(() -> refusals("imapd-ssl", "proxy_bad_header") == 1);
  }

  @Test
  void whereTheBalancerSpeaksForItselfItIsServedAndCountedAsItself() throws Exception {
    imapd("TCPDOPTS=-haproxy=1\nMAXPERIP=5\n");
    fixture.start();

    for (String header : headersOfNobody()) {
      assertThat(connect(Listener.IMAP, BALANCER, header).line()).as(header).startsWith("* OK ");
    }
    assertThat(peers())
        .singleElement()
        .extracting(Peer::address, Peer::connections)
        .containsExactly(BALANCER, 5);
  }

  private static List<String> headersOfNobody() {
    return List.of(
        "PROXY UNKNOWN\r\n",
        "PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535\r\n",
        v2(LOCAL, ""),
        v2("\040\021", addresses(OFFICE)),
        // A client on a socket of the balancer's own machine.
        v2("\041\061", "\0".repeat(216)));
  }

  @Test
  void whoWaitsForAHeaderTakesNobodysPlace() throws Exception {
    imapd("TCPDOPTS=-haproxy=60\nMAXDAEMONS=1\n");
    fixture.start();
    for (int i = 0; i < 5; i++) {
      connect(Listener.IMAP, BALANCER, "PROXY ");
    }

    assertThat(connect(Listener.IMAP, BALANCER, v1(OFFICE)).line()).startsWith("* OK ");
  }

  @Test
  void clientsInsideTheClusterHaveListenersOfTheirOwnWithoutHeaders() throws Exception {
    fixture.write("imapd-ssl", "SSLPORT=0\nPOSTROOM_CLUSTER_SSLPORT=0\n");
    fixture.start();

    for (Listener listener : List.of(Listener.CLUSTER_IMAP, Listener.CLUSTER_IMAPS)) {
      TestClient client = fixture.connect(listener, STRANGER);
      clients.add(client);
      assertThat(client.line()).startsWith("* OK ");
      assertThat(client.command("LOGIN anna secret").getLast()).startsWith("OK ");
      assertThat(
              fixture
                  .metrics()
                  .get("postroom.imap.admissions")
                  .tag("listener", listener.label())
                  .counter()
                  .count())
          .isEqualTo(1);
      assertThat(sources(listener.label()).byProxy()).isZero();
    }
    assertThat(peers()).extracting(Peer::address).containsExactly(STRANGER);
  }

  @ParameterizedTest
  @EnumSource(names = {"IMAP", "IMAPS"})
  void trustIsChangedWhileTheServerRuns(Listener listener) throws Exception {
    fixture.start();
    TestClient before = connect(Listener.IMAP, BALANCER, v1(OFFICE));
    assertThat(before.line()).startsWith("* OK ");

    fixture.write(
        "imapd", "PORT=0\nPOSTROOM_PROXY_PROTOCOL=1\nPOSTROOM_TRUSTED_PROXIES=" + STRANGER + "\n");

    await()
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () -> {
              TestClient refused = connect(listener, BALANCER, "");
              if (listener.implicitTls()) {
                refused.handshake();
              }
              return refused.line().startsWith("* BYE [NOPERM] ");
            });
    TestClient client = connect(listener, STRANGER, v1(OFFICE));
    if (listener.implicitTls()) {
      client.handshake();
    }
    assertThat(client.line()).startsWith("* OK ");
    assertThat(before.command("NOOP").getLast()).startsWith("OK ");
  }

  @Test
  void headersOfJustAnybodyAreNotBelievedAsCourierDoes() {
    fixture.write("imapd", "PORT=0\nTCPDOPTS=-haproxy\n");

    assertThatThrownBy(fixture::start)
        .isInstanceOf(ConfigurationRejectedException.class)
        .hasMessageContaining("imapd:2: the PROXY protocol is on, and nobody is trusted");
  }

  private double refusals(String listener, String cause) {
    return fixture
        .metrics()
        .get("postroom.imap.refusals")
        .tags("listener", listener, "cause", cause)
        .counter()
        .count();
  }

  private ListenerSources sources(String listener) {
    return fixture.server().report().sources().stream()
        .filter(sources -> sources.listener().equals(listener))
        .findFirst()
        .orElseThrow();
  }

  private List<Peer> peers() {
    return fixture.server().report().peers();
  }

  private TestClient connect(Listener listener, String from, String header) throws IOException {
    TestClient client = TestClient.connect(fixture.address(listener), from, false);
    clients.add(client);
    client.send(header);
    return client;
  }

  private static String v1(String client) {
    return "PROXY TCP4 " + client + " 198.51.100.1 40000 143\r\n";
  }

  private static String v2(String commandAndFamily, String rest) {
    return SIGNATURE + commandAndFamily + length(rest.length()) + rest;
  }

  private static String length(int bytes) {
    return new String(ByteBuffer.allocate(2).putShort((short) bytes).array(), ISO_8859_1);
  }

  /** Two addresses and two ports, as version 2 has them. */
  private static String addresses(String client) {
    byte[] source = InetAddress.ofLiteral(client).getAddress();
    byte[] bytes =
        ByteBuffer.allocate(12)
            .put(source)
            .put(source)
            .putShort((short) 40_000)
            .putShort((short) 143)
            .array();
    return new String(bytes, ISO_8859_1);
  }
}
