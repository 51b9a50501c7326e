package dev.postroom.imap.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.contract.report.ListenerSources;
import dev.postroom.contract.report.Peer;
import dev.postroom.imap.net.Listener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Behind a real load balancer, with its health checks. */
class HaproxyTest {

  private static final String BALANCER = "127.77.41.1";
  private static final String OFFICE = "127.77.41.20";
  private static final String HOME = "127.77.41.21";

  @TempDir Path directory;
  @TempDir Path scratch;
  private ServerFixture fixture;
  private Haproxy haproxy;
  private InetSocketAddress v1;
  private InetSocketAddress v2;
  private InetSocketAddress v1Tls;
  private InetSocketAddress v2Tls;
  private InetSocketAddress silent;
  private final List<TestClient> clients = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    fixture = new ServerFixture(directory);
    fixture.write(
        "imapd",
        """
        PORT=0
        MAXPERIP=4
        POSTROOM_TRUSTED_PROXIES=%s
        TCPDOPTS="-nodnslookup -haproxy=2"
        """
            .formatted(BALANCER));
    // Its checks may overlap where everything is slow.
    fixture.write("imapaccess", BALANCER + "\tallow,MAXCPERIP=50\n");
    fixture.start();
    v1 = Haproxy.free(BALANCER);
    v2 = Haproxy.free(BALANCER);
    v1Tls = Haproxy.free(BALANCER);
    v2Tls = Haproxy.free(BALANCER);
    silent = Haproxy.free(BALANCER);
    haproxy =
        Haproxy.start(
            scratch,
            """
            defaults
              mode tcp
              timeout connect 30s
              timeout client 60s
              timeout server 60s
              timeout check 60s
              source %s
            """
                    .formatted(BALANCER)
                + frontend("v1", v1, Listener.IMAP, "send-proxy check inter 200ms fall 1")
                + "  option tcp-check\n  tcp-check expect string OK\n"
                + frontend(
                    "v2",
                    v2,
                    Listener.IMAP,
                    "send-proxy-v2 proxy-v2-options crc32c,unique-id,ssl check inter 200ms fall 1")
                + "  unique-id-format %ci:%cp\n"
                + "  option tcp-check\n  tcp-check expect string OK\n"
                + frontend("v1-tls", v1Tls, Listener.IMAPS, "send-proxy")
                + frontend("v2-tls", v2Tls, Listener.IMAPS, "send-proxy-v2-ssl-cn")
                + frontend("silent", silent, Listener.IMAP, ""));
    await().until(() -> !haproxy.isRunning() || accepts(silent));
    assertThat(haproxy.isRunning()).as(() -> said()).isTrue();
  }

  private String frontend(String name, InetSocketAddress at, Listener server, String options) {
    return """
    listen %s
      bind %s:%d
      server postroom 127.0.0.1:%d %s
    """
        .formatted(
            name, at.getHostString(), at.getPort(), fixture.address(server).getPort(), options);
  }

  private String said() {
    try {
      return Files.readString(scratch.resolve("haproxy.log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static boolean accepts(InetSocketAddress address) {
    try (TestClient client = TestClient.connect(address, HOME, false)) {
      return client != null;
    } catch (IOException e) {
      return false;
    }
  }

  @AfterEach
  void stop() throws IOException {
    for (TestClient client : clients) {
      client.close();
    }
    if (haproxy != null) {
      haproxy.close();
    }
    fixture.close();
  }

  @Test
  void eachClientHasItsOwnAddressLimitAndEvidence() throws Exception {
    List<TestClient> office =
        List.of(
            connect(v1, OFFICE, false),
            connect(v2, OFFICE, false),
            connect(v1Tls, OFFICE, true),
            connect(v2Tls, OFFICE, true));
    for (TestClient client : office) {
      assertThat(client.line()).startsWith("* OK ");
      assertThat(client.command("LOGIN anna secret").getLast()).startsWith("OK ");
    }

    assertThat(connect(v1, OFFICE, false).line())
        .startsWith(
            "* BYE [LIMIT] Too many connections from your address 127.77.41.20: 4 are open");
    assertThat(connect(v2Tls, OFFICE, true).line()).startsWith("* BYE [LIMIT] ");
    assertThat(connect(v2, HOME, false).line()).startsWith("* OK ");
    assertThat(peer(OFFICE))
        .get()
        .extracting(Peer::connections, Peer::users, Peer::refused)
        .containsExactly(4, 1, 2L);
    assertThat(sources("imapd-ssl"))
        .extracting(ListenerSources::connections, ListenerSources::byProxy)
        .containsExactly(3L, 3L);
  }

  @Test
  void healthChecksAreAnsweredAndCountAsTheBalancers() throws Exception {
    await().until(() -> peer(BALANCER).isPresent());
    // By now a check that found no greeting would have taken the server out.
    await().until(() -> sources("imapd").connections() - sources("imapd").byProxy() > 6);

    for (InetSocketAddress checked : List.of(v1, v2)) {
      assertThat(connect(checked, OFFICE, false).line()).startsWith("* OK ");
    }
    assertThat(sources("imapd").proxyRefusals().badHeader()).isZero();
  }

  @Test
  void aBalancerThatWasNotToldToSendHeadersIsRefusedAndCounted() throws Exception {
    TestClient client = connect(silent, OFFICE, false);

    assertThat(client.line())
        .startsWith("* BYE [UNAVAILABLE] The load balancer 127.77.41.1 does not say whose ");
    await().until(() -> sources("imapd").proxyRefusals().noHeader() >= 1);
    assertThat(peer(OFFICE)).isEmpty();
  }

  private Optional<Peer> peer(String address) {
    return fixture.server().report().peers().stream()
        .filter(peer -> peer.address().equals(address))
        .findFirst();
  }

  private ListenerSources sources(String listener) {
    return fixture.server().report().sources().stream()
        .filter(sources -> sources.listener().equals(listener))
        .findFirst()
        .orElseThrow();
  }

  private TestClient connect(InetSocketAddress balancer, String from, boolean tls)
      throws IOException {
    TestClient client = TestClient.connect(balancer, from, tls);
    clients.add(client);
    return client;
  }
}
