package dev.postroom.imap.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.contract.report.Connections;
import dev.postroom.contract.report.Peer;
import dev.postroom.contract.report.RefusalCounts;
import dev.postroom.imap.net.Listener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand connections race for the places of a few addresses. */
class ExactLimitRaceTest {

  private static final int CONNECTIONS = 10_000;
  private static final int ADDRESSES = 5;
  private static final int LIMIT = 20;

  /** More than have a place, so that somebody is always refused when all places are taken. */
  private static final int CLIENTS_PER_ADDRESS = LIMIT + 5;

  @TempDir Path directory;
  private ServerFixture fixture;
  private final List<Address> addresses = new ArrayList<>();
  private final List<TestClient> last = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    fixture = new ServerFixture(directory);
    fixture.write(
        "imapd",
        """
        PORT=0
        MAXPERIP=%d
        MAXDAEMONS=1000
        POSTROOM_MAXUNAUTHENTICATEDPERIP=%d
        POSTROOM_MAXUNAUTHENTICATED=1000
        """
            .formatted(LIMIT, LIMIT));
    fixture.start();
    for (int i = 1; i <= ADDRESSES; i++) {
      addresses.add(new Address("127.77.11." + (10 + i), CONNECTIONS / ADDRESSES));
    }
  }

  @AfterEach
  void stop() throws IOException {
    for (TestClient client : last) {
      client.close();
    }
    fixture.close();
  }

  @Test
  void ofTenThousandThatComeAndGoAsManyAsAreAllowedAreGreetedAtOnceAndNeverOneMore()
      throws Exception {
    List<Future<?>> racing = new ArrayList<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Address address : addresses) {
        for (int i = 0; i < CLIENTS_PER_ADDRESS; i++) {
          racing.add(clients.submit(() -> comeAndGo(address)));
        }
      }
    }
    for (Future<?> each : racing) {
      each.get();
    }

    assertThat(addresses).extracting(address -> address.most).containsOnly(LIMIT);
    await().until(() -> counts().accepted() + counts().refused() == CONNECTIONS);
    await().until(() -> counts().current() == 0);
    for (Address address : addresses) {
      assertThat(peer(address).peak()).isEqualTo(LIMIT);
      assertThat(peer(address).refusals())
          .as("only because the address has no place left")
          .isEqualTo(new RefusalCounts(0, refusals(address), 0, 0, 0, 0));
      assertThat(refusals(address))
          .isBetween(address.refused, address.refused + address.leftUnseen);
    }
    assertThat(counts().refused()).isEqualTo(addresses.stream().mapToLong(this::refusals).sum());

    for (Address address : addresses) {
      for (int i = 0; i < LIMIT; i++) {
        last.add(fixture.connect(Listener.IMAP, address.literal));
        assertThat(last.getLast().line()).startsWith("* OK ");
      }
      try (TestClient oneMore = fixture.connect(Listener.IMAP, address.literal)) {
        assertThat(oneMore.line()).startsWith("* BYE [LIMIT] ").contains("20 are open and 20 are");
      }
    }
    assertThat(counts().current()).isEqualTo(ADDRESSES * LIMIT);
  }

  private Void comeAndGo(Address address) throws Exception {
    try {
      for (int turn = address.next(); turn > 0; turn = address.next()) {
        try (TestClient client = fixture.connect(Listener.IMAP, address.literal)) {
          if (turn % 8 == 0) {
            address.leavesUnseen();
          } else {
            talk(client, address, turn);
          }
        }
      }
      return null;
    } finally {
      address.close();
    }
  }

  private static void talk(TestClient client, Address address, int turn) throws Exception {
    String greeting = client.line();
    if (greeting == null || greeting.startsWith("* BYE [LIMIT] ")) {
      address.refused();
      return;
    }
    assertThat(greeting).startsWith("* OK ");
    address.comes();
    try {
      if (turn % 8 == 1) {
        assertThat(client.command("LOGIN anna secret").getLast()).startsWith("OK ");
      }
      if (turn % 8 == 2) {
        address.waitUntilFull();
      }
    } finally {
      // Before the server can know that the client goes.
      address.goes();
    }
  }

  private Connections counts() {
    return fixture.server().report().connections();
  }

  private long refusals(Address address) {
    return peer(address).refusals().addressFull();
  }

  private Peer peer(Address address) {
    return fixture.server().report().peers().stream()
        .filter(peer -> peer.address().equals(address.literal))
        .findFirst()
        .orElseThrow();
  }

  /** What the clients of one address know together. */
  private static final class Address {
    private final String literal;
    private int turns;
    private int live;
    private int most;
    private long refused;
    private long leftUnseen;

    /** How often all places were taken. */
    private int full;

    private boolean over;

    Address(String literal, int turns) {
      this.literal = literal;
      this.turns = turns;
    }

    /** Whose turn it is, counted down; 0 when there is none any more. */
    synchronized int next() {
      return turns == 0 ? 0 : turns--;
    }

    synchronized void comes() {
      live++;
      most = Math.max(most, live);
      if (live >= LIMIT) {
        full++;
        notifyAll();
      }
    }

    synchronized void goes() {
      live--;
    }

    /** Waits until all places are taken, or nobody comes any more. */
    synchronized void waitUntilFull() throws InterruptedException {
      int seen = live >= LIMIT ? full - 1 : full;
      while (full == seen && !over) {
        wait();
      }
    }

    synchronized void refused() {
      refused++;
    }

    synchronized void leavesUnseen() {
      leftUnseen++;
    }

    synchronized void close() {
      over = true;
      notifyAll();
    }
  }
}
