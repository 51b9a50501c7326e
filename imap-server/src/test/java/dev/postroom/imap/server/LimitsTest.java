package dev.postroom.imap.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.contract.report.Peer;
import dev.postroom.contract.report.Peer.LimitSource;
import dev.postroom.imap.net.Listener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LimitsTest {

  private static final String OFFICE = "127.77.9.1";
  private static final String HOME = "127.77.9.2";

  @TempDir Path directory;
  private ServerFixture fixture;
  private final List<TestClient> clients = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    fixture = new ServerFixture(directory).start();
  }

  @AfterEach
  void stop() throws IOException {
    for (TestClient client : clients) {
      client.close();
    }
    fixture.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"IMAP", "IMAPS"})
  void theFifthConnectionOfAnAddressIsToldWhyAndOthersAreServed(Listener listener)
      throws IOException {
    for (int i = 0; i < 4; i++) {
      assertThat(connect(listener, OFFICE).line()).startsWith("* OK ");
    }

    TestClient fifth = connect(listener, OFFICE);

    assertThat(fifth.line())
        .isEqualTo(
            "* BYE [LIMIT] Too many connections from your address 127.77.9.1: 4 are open and 4 are"
                + " allowed. Close another mail program or ask your mail administrator.");
    assertThat(fifth.line()).isNull();
    assertThat(connect(listener, HOME).line()).startsWith("* OK ");
  }

  @Test
  void bothListenersCountTogether() throws IOException {
    for (int i = 0; i < 2; i++) {
      assertThat(connect(Listener.IMAP, OFFICE).line()).startsWith("* OK ");
      assertThat(connect(Listener.IMAPS, OFFICE).line()).startsWith("* OK ");
    }

    assertThat(connect(Listener.IMAP, OFFICE).line()).startsWith("* BYE [LIMIT] ");
    assertThat(connect(Listener.IMAPS, OFFICE).line()).startsWith("* BYE [LIMIT] ");
  }

  @Test
  void aConnectionThatNeverFinishesItsHandshakeCounts() throws IOException {
    for (int i = 0; i < 4; i++) {
      clients.add(TestClient.connect(fixture.address(Listener.IMAPS), OFFICE, false));
    }
    await().until(() -> fixture.server().report().connections().current() == 4);

    assertThat(connect(Listener.IMAP, OFFICE).line()).startsWith("* BYE [LIMIT] ");
  }

  @Test
  void aRaisedLimitLetsMoreInAtOnceAndLosesNobody() throws IOException {
    List<TestClient> first = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      TestClient client = connect(Listener.IMAP, OFFICE);
      client.line();
      first.add(client);
    }
    assertThat(connect(Listener.IMAP, OFFICE).line()).startsWith("* BYE [LIMIT] ");

    fixture.write("imapaccess", OFFICE + "\tallow,MAXCPERIP=6\n");

    await().until(() -> greeting(Listener.IMAP, OFFICE).startsWith("* OK "));
    await().until(() -> peer(OFFICE).connections() == 4);
    assertThat(connect(Listener.IMAP, OFFICE).line()).startsWith("* OK ");
    assertThat(connect(Listener.IMAP, OFFICE).line()).startsWith("* OK ");
    assertThat(connect(Listener.IMAP, OFFICE).line()).contains("6 are open and 6 are allowed");
    for (TestClient client : first) {
      assertThat(client.command("NOOP").getLast()).startsWith("OK ");
    }
    assertThat(peer(OFFICE).limitSource()).isEqualTo(LimitSource.MAXCPERIP);
  }

  @Test
  void aBrokenAccessMapChangesNothingAndIsReported() throws IOException {
    fixture.write("imapaccess", OFFICE + "\tallow,MAXCPERIP=6\n" + OFFICE + "\tdeny\n");

    await().until(() -> !fixture.server().report().configuration().rejected().isEmpty());

    assertThat(fixture.server().report().configuration().rejected())
        .singleElement()
        .satisfies(
            rejection -> {
              assertThat(rejection.file()).isEqualTo("imapaccess");
              assertThat(rejection.line()).isEqualTo(2);
            });
    assertThat(connect(Listener.IMAP, OFFICE).line()).startsWith("* OK ");
  }

  @ParameterizedTest
  @EnumSource(names = {"IMAP", "IMAPS"})
  void aDeniedAddressIsToldSo(Listener listener) throws IOException {
    fixture.write("imapaccess", OFFICE + "\tdeny\n");
    await().until(() -> !greeting(listener, OFFICE).startsWith("* OK "));

    assertThat(greeting(listener, OFFICE))
        .isEqualTo(
            "* BYE [NOPERM] Your address 127.77.9.1 may not use this server. Please ask your mail"
                + " administrator.");
  }

  @Test
  void aFullServerAnswersInsteadOfLeavingItsClientsWaiting() throws IOException {
    fixture.write("imapd", "PORT=0\nMAXDAEMONS=1\n");
    await().until(() -> fixture.server().report().connections().maximum() == 1);
    assertThat(connect(Listener.IMAP, OFFICE).line()).startsWith("* OK ");

    assertThat(connect(Listener.IMAP, HOME).line())
        .isEqualTo(
            "* BYE [UNAVAILABLE] The server is busy: all of its 1 connections are in use. Please"
                + " try again in a minute.");
  }

  @Test
  void aFloodOfRefusedHandshakesCostsItsOwnWordsOnlyAndOnlyForAWhile() throws IOException {
    fixture.write("imapaccess", OFFICE + "\tallow,MAXCPERIP=1\n");
    assertThat(connect(Listener.IMAP, OFFICE).line()).startsWith("* OK ");
    await().until(() -> greeting(Listener.IMAP, OFFICE).contains("1 is allowed"));

    await()
        .until(
            () -> {
              // Again each time, for places fall free until all of these are taken.
              openHandshakes(64);
              return greeting(Listener.IMAP, OFFICE) == null;
            });

    assertThat(greeting(Listener.IMAP, HOME)).startsWith("* OK ");
    await()
        .until(
            () ->
                Objects.requireNonNullElse(greeting(Listener.IMAP, OFFICE), "")
                    .startsWith("* BYE [LIMIT] "));
  }

  @Test
  void whoIsTurnedAwayHasNotFailedToLogInWhateverHeSays() throws IOException {
    for (int i = 0; i < 4; i++) {
      assertThat(connect(Listener.IMAP, OFFICE).line()).startsWith("* OK ");
    }

    for (int i = 0; i < 10; i++) {
      TestClient refused = connect(Listener.IMAP, OFFICE);
      refused.send("a LOGIN anna wrong\r\n");
      assertThat(refused.line()).startsWith("* BYE [LIMIT] ");
      assertThat(refused.line()).isNull();
      refused.close();
    }

    assertThat(peer(OFFICE))
        .extracting(Peer::refused, Peer::failedLogins, Peer::logins)
        .containsExactly(10L, 0L, 0L);
    assertThat(fixture.metrics().find("postroom.imap.logins").counters())
        .allSatisfy(counter -> assertThat(counter.count()).isZero());
  }

  @Test
  void aFloodOfRefusedHandshakesLeavesWordsForOtherAddresses() throws IOException {
    fixture.write("imapd", "PORT=0\nMAXPERIP=4\nMAXDAEMONS=1\n");
    await().until(() -> fixture.server().report().connections().maximum() == 1);
    assertThat(connect(Listener.IMAP, OFFICE).line()).startsWith("* OK ");
    openHandshakes(100);

    assertThat(greeting(Listener.IMAP, HOME)).startsWith("* BYE [UNAVAILABLE] ");
    assertThat(greeting(Listener.IMAPS, HOME)).startsWith("* BYE [UNAVAILABLE] ");
  }

  @Test
  void theReportCountsWhatHappenedToAnAddress() throws IOException {
    TestClient client = connect(Listener.IMAP, OFFICE);
    client.line();
    assertThat(client.command("LOGIN anna wrong").getLast()).startsWith("NO ");
    assertThat(client.command("LOGIN anna secret").getLast()).startsWith("OK ");
    TestClient other = connect(Listener.IMAPS, OFFICE);
    other.line();
    assertThat(other.command("LOGIN ben secret").getLast()).startsWith("OK ");

    assertThat(peer(OFFICE))
        .extracting(Peer::connections, Peer::users, Peer::logins, Peer::failedLogins)
        .containsExactly(2, 2, 2L, 1L);

    client.close();
    await().until(() -> peer(OFFICE).connections() == 1);
    assertThat(peer(OFFICE).peak()).isEqualTo(2);
  }

  private Peer peer(String address) {
    return fixture.server().report().peers().stream()
        .filter(peer -> peer.address().equals(address))
        .findFirst()
        .orElseThrow();
  }

  /** The server's first line; null when it says nothing. The connection is over by then. */
  private String greeting(Listener listener, String from) throws IOException {
    try (TestClient client = fixture.connect(listener, from)) {
      return client.line();
    }
  }

  private void openHandshakes(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      clients.add(TestClient.connect(fixture.address(Listener.IMAPS), OFFICE, false));
    }
  }

  private TestClient connect(Listener listener, String from) throws IOException {
    TestClient client = fixture.connect(listener, from);
    clients.add(client);
    return client;
  }
}
