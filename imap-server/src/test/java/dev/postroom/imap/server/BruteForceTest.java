package dev.postroom.imap.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.contract.report.Peer;
import dev.postroom.imap.net.Listener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody guesses ten thousand passwords from one address. Delays are a thousand times as short as
 * they are in use: a wrong password is answered after 5 ms, and no login waits longer than 30 ms.
 */
class BruteForceTest {

  private static final String ATTACKER = "127.77.13.66";
  private static final String OFFICE = "127.77.13.1";

  private static final int GUESSES = 10_000;

  /** Far more than may wait: those that are refused unseen need not wait for those that do. */
  private static final int CONNECTIONS = 32;

  /** Room for those that the server has not yet seen leave. */
  private static final int MAXPERIP = 2 * CONNECTIONS;

  /** So many honest logins are spread over the guesses. */
  private static final int HONEST = 50;

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofMillis(5);

  @TempDir Path directory;
  private ServerFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = new ServerFixture(directory).failedLoginDelay(Duration.ofMillis(5));
    fixture.write("imapd", "PORT=0\nMAXPERIP=%d\nMAXDAEMONS=200\n".formatted(MAXPERIP));
    fixture.start();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void tenThousandGuessesChangeNothingForOthersAndEarnNothing() throws Exception {
    AtomicInteger left = new AtomicInteger(GUESSES);
    AtomicInteger unseen = new AtomicInteger();
    List<Long> honest = new ArrayList<>();
    try (ExecutorService attackers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        running.add(attackers.submit(() -> guess(left, unseen)));
      }
      for (int now = GUESSES; now > 0; now -= GUESSES / HONEST) {
        int until = now;
        await().pollInterval(LOOK).atMost(PATIENCE).until(() -> left.get() <= until);
        honest.add(logInAndOut());
      }
      for (Future<?> each : running) {
        each.get();
      }
    }

    assertThat(honest).as("milliseconds").hasSize(HONEST);
    assertThat(honest.stream().sorted().toList().get(honest.size() / 2))
        .as("half of the honest logins, in milliseconds, of %s", honest)
        .isLessThan(1_000);
    assertThat(unseen.get()).as("guesses that were not even looked at").isPositive();
    assertThat(logins("throttled")).isEqualTo(unseen.get());
    assertThat(logins("rejected")).isEqualTo(GUESSES - unseen.get());
    await().untilAsserted(() -> assertThat(peer(ATTACKER).users()).isZero());
    assertThat(peer(ATTACKER).limit()).isEqualTo(MAXPERIP);
    assertThat(peer(ATTACKER).failedLogins()).isPositive();
    assertThat(peer(OFFICE).failedLogins()).isZero();
    assertThat(peer(OFFICE).users()).isEqualTo(1);
  }

  /** Tries one password after the other, of users that exist and of such that do not. */
  private Void guess(AtomicInteger left, AtomicInteger unseen) throws IOException {
    int guess = left.decrementAndGet();
    while (guess >= 0) {
      try (TestClient client = fixture.connect(Listener.IMAP, ATTACKER)) {
        String greeting = client.line();
        boolean refused = greeting == null || !greeting.startsWith("* OK ");
        if (refused) {
          continue;
        }
        while (guess >= 0) {
          String user = guess % 3 == 0 ? "user" + guess : "anna";
          String answer = client.command("LOGIN %s wrong%d".formatted(user, guess)).getLast();
          guess = left.decrementAndGet();
          if (answer.startsWith("NO [UNAVAILABLE]")) {
            unseen.incrementAndGet();
            break;
          }
          assertThat(answer).isEqualTo("NO [AUTHENTICATIONFAILED] Login failed.");
        }
      }
    }
    return null;
  }

  private long logInAndOut() throws IOException {
    long begun = System.nanoTime();
    try (TestClient client = fixture.connect(Listener.IMAP, OFFICE)) {
      assertThat(client.line()).startsWith("* OK ");
      assertThat(client.command("LOGIN anna secret")).last().asString().startsWith("OK ");
      client.command("LOGOUT");
    }
    return (System.nanoTime() - begun) / 1_000_000;
  }

  private double logins(String outcome) {
    return fixture
        .metrics()
        .get("postroom.imap.logins")
        .tags("mechanism", "LOGIN", "outcome", outcome)
        .counter()
        .count();
  }

  private Peer peer(String address) {
    return fixture.server().report().peers().stream()
        .filter(peer -> peer.address().equals(address))
        .findFirst()
        .orElseThrow();
  }
}
