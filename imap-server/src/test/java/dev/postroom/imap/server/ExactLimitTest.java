package dev.postroom.imap.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.contract.ContentHash;
import dev.postroom.contract.report.Peer.LimitSource;
import dev.postroom.imap.net.Listener;
import dev.postroom.testing.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits as clients on sockets find them. */
class ExactLimitTest {

  private static final String OFFICE = "127.77.11.1";
  private static final String HOME = "127.77.11.2";

  /** What a change of a file may take until it holds. */
  private static final Duration EFFECT = Duration.ofSeconds(1);

  @TempDir Path directory;
  private ServerFixture fixture;
  private final List<TestClient> clients = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    fixture = new ServerFixture(directory);
    fixture.write("imapd", "PORT=0\nMAXPERIP=20\nMAXDAEMONS=200\n");
    fixture.start();
  }

  @AfterEach
  void stop() throws IOException {
    for (TestClient client : clients) {
      client.close();
    }
    fixture.close();
  }

  @Test
  void aRaisedLimitAndALoweredOneHoldWithinASecondAndCloseNothing() throws IOException {
    for (int i = 0; i < 20; i++) {
      logIn(OFFICE);
    }
    assertThat(greeting(OFFICE)).startsWith("* BYE [LIMIT] ");

    limit(22);
    assertThat(fixture.server().report().peers().getFirst().limitSource())
        .isEqualTo(LimitSource.RAISED);
    logIn(OFFICE);
    logIn(OFFICE);
    assertThat(greeting(OFFICE)).contains("22 are open and 22 are allowed");
    limit(5);
    assertThat(greeting(OFFICE)).contains("22 are open and 5 are allowed");
    limit(30);
    assertThat(greeting(OFFICE)).startsWith("* OK ");

    for (TestClient client : clients) {
      assertThat(client.command("NOOP").getLast()).startsWith("OK ");
    }
    assertThat(greeting(HOME)).startsWith("* OK ");
  }

  /**
   * Changes the limit of the office, which is to hold in time. Where this machine keeps us from
   * looking, it keeps the server too: so long as that lasted it may take longer.
   */
  private void limit(int limit) {
    String map = "##POSTROOM: raised\n%s\tallow,MAXCPERIP=%d\n".formatted(OFFICE, limit);
    Instant written = Instant.now();
    fixture.write("imapaccess", map);
    LongestPause pause = new LongestPause(written);
    await().pollInterval(Duration.ofMillis(20)).until(() -> pause.looked() && isInForce(map));

    Instant since = fixture.server().report().configuration().since();
    assertThat(Duration.between(written, since)).isLessThan(EFFECT.plus(pause.longest));
  }

  private boolean isInForce(String accessMap) {
    return fixture
        .server()
        .report()
        .configuration()
        .files()
        .get("imapaccess")
        .equals(ContentHash.of(accessMap));
  }

  /** The longest time between two looks. */
  private static final class LongestPause {
    private Instant last;
    private Duration longest = Duration.ZERO;

    LongestPause(Instant since) {
      last = since;
    }

    boolean looked() {
      Instant now = Instant.now();
      Duration pause = Duration.between(last, now);
      longest = pause.compareTo(longest) > 0 ? pause : longest;
      last = now;
      return true;
    }
  }

  @Test
  void silentClientsLeavePlacesForThoseWhoLogIn() throws IOException {
    fixture.write(
        "imapd",
        "PORT=0\nMAXPERIP=20\nMAXDAEMONS=200\nPOSTROOM_MAXUNAUTHENTICATEDPERIP=3\n"
            + "POSTROOM_MAXUNAUTHENTICATED=6\n");
    await()
        .until(
            () -> {
              int before = clients.size();
              for (int i = 0; i < 4; i++) {
                clients.add(fixture.connect(Listener.IMAP, OFFICE));
              }
              boolean refused = clients.getLast().line().startsWith("* BYE ");
              for (TestClient client : clients.subList(before, clients.size())) {
                client.close();
              }
              clients.subList(before, clients.size()).clear();
              return refused;
            });
    await().until(() -> fixture.server().report().connections().current() == 0);

    for (int i = 0; i < 10; i++) {
      logIn(OFFICE);
    }
    for (int i = 0; i < 3; i++) {
      connect(OFFICE);
    }
    assertThat(greeting(OFFICE))
        .isEqualTo(
            "* BYE [LIMIT] Too many connections from your address 127.77.11.1 have not logged in:"
                + " 3 of the 3 allowed. Please try again in a minute.");
    connect(HOME);
    assertThat(greeting(HOME))
        .isEqualTo(
            "* BYE [UNAVAILABLE] The server is busy: too many clients are logging in. Please try"
                + " again in a minute.");
    assertThat(clients.getFirst().command("NOOP").getLast()).startsWith("OK ");
  }

  @Test
  void silentClientsMakeRoomWhenOthersWantTheirPlaces() throws Exception {
    ManualClock clock = new ManualClock();
    Path other = Files.createDirectory(directory.resolve("other"));
    try (ServerFixture server = new ServerFixture(other).clock(clock)) {
      server.write("imapd", "PORT=0\nMAXPERIP=4\nPOSTROOM_MAXUNAUTHENTICATED=3\n");
      server.start();
      TestClient silent = server.connect(Listener.IMAP, HOME);
      TestClient begun = server.connect(Listener.IMAPS, HOME);
      clients.addAll(List.of(silent, begun));
      silent.line();
      begun.line();
      clock.advance(Duration.ofSeconds(10));

      await()
          .until(
              () -> {
                try (TestClient office = server.connect(Listener.IMAP, OFFICE)) {
                  return office.line().startsWith("* OK ");
                }
              });

      assertThat(silent.line()).isEqualTo("* BYE Nobody logged in in time.");
      assertThat(silent.line()).isNull();
    }
  }

  private void logIn(String from) throws IOException {
    TestClient client = connect(from);
    assertThat(client.command("LOGIN anna secret").getLast()).startsWith("OK ");
  }

  private TestClient connect(String from) throws IOException {
    TestClient client = fixture.connect(Listener.IMAP, from);
    clients.add(client);
    assertThat(client.line()).startsWith("* OK ");
    return client;
  }

  /** The server's first line. The connection is over by then. */
  private String greeting(String from) throws IOException {
    try (TestClient client = fixture.connect(Listener.IMAP, from)) {
      return client.line();
    }
  }
}
