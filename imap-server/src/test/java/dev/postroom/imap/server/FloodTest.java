package dev.postroom.imap.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.contract.report.Connections;
import dev.postroom.contract.report.Peer;
import dev.postroom.contract.report.RefusalCounts;
import dev.postroom.imap.net.Listener;
import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three hundred addresses flood the server beside people at work. This counts; {@code make flood}
 * floods from two thousand addresses for minutes and measures.
 */
class FloodTest {

  private static final int ADDRESSES = 300;
  private static final int ROUNDS = 3;
  private static final int PEOPLE = 20;

  /** By the rules of MAXDAEMONS=120: two thirds of three quarters. */
  private static final int PLACES_OF_STRANGERS = 60;

  private static final int GARBAGE_BYTES = 2048;

  @TempDir Path directory;
  private ServerFixture fixture;
  private final List<TestClient> people = new ArrayList<>();
  private final List<TestClient> flood = new ArrayList<>();
  private volatile boolean over;

  @BeforeEach
  void start() throws Exception {
    fixture = new ServerFixture(directory);
    fixture.write("imapd", "PORT=0\nMAXPERIP=4\nMAXDAEMONS=120\n");
    fixture.write("imapaccess", "127.77.15\tdeny\n");
    fixture.start();
  }

  @AfterEach
  void stop() throws IOException {
    for (TestClient client : flood) {
      client.close();
    }
    for (TestClient client : people) {
      client.close();
    }
    fixture.close();
  }

  @Test
  void thoseWhoAreLoggedInLoseNothingAndEveryRefusalIsCountedWithItsCause() throws Exception {
    for (int i = 0; i < PEOPLE; i++) {
      people.add(logIn(i));
    }
    List<Future<Integer>> working = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      people.forEach(person -> working.add(threads.submit(work(person))));
      flood();
      over = true;
    }
    for (Future<Integer> each : working) {
      assertThat(answers(each)).isPositive();
    }
    people.add(logIn(0));

    int attempts = flood.size() + people.size();
    await()
        .until(
            () -> {
              Connections counts = fixture.server().report().connections();
              return counts.accepted() + counts.refused() == attempts;
            });
    RefusalCounts refusals = refusals();
    assertThat(refusals.addressFull()).as("the one address with ten connections").isEqualTo(6);
    assertThat(refusals.denied()).isEqualTo(10);
    assertThat(refusals.serverUnauthenticated()).isPositive();
    assertThat(refusals.serverFull()).isZero();
    assertThat(metered())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "address_limit", refusals.addressFull(),
                "denied", refusals.denied(),
                "server_unauthenticated", refusals.serverUnauthenticated()));
    assertThat(metered().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(fixture.server().report().connections().refused());

    for (TestClient client : flood) {
      client.close();
    }
    await().until(() -> fixture.server().report().connections().current() == people.size());
  }

  private void flood() throws IOException {
    for (int i = 0; i < 10; i++) {
      flood.add(fixture.connect(Listener.IMAP, "127.77.14.200"));
      flood.add(fixture.connect(Listener.IMAP, "127.77.15.1"));
    }
    Random random = new Random(4);
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < ADDRESSES; i++) {
        Listener listener = i % 4 == 0 ? Listener.IMAPS : Listener.IMAP;
        String from = "127.77.%d.%d".formatted(16 + i / 100, 1 + i % 100);
        TestClient client = TestClient.connect(fixture.address(listener), from, false);
        flood.add(client);
        speak(client, i % 3, random);
      }
      assertThat(fixture.server().report().connections().current())
          .isLessThanOrEqualTo(PEOPLE + PLACES_OF_STRANGERS);
    }
  }

  /** Nothing, a little, or too much. */
  private static void speak(TestClient client, int kind, Random random) {
    try {
      if (kind == 1) {
        client.send("a LOG");
      } else if (kind == 2) {
        byte[] garbage = new byte[GARBAGE_BYTES];
        random.nextBytes(garbage);
        client.send(new String(garbage, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException _) {
      // Turned away before it could speak, which the server counts like any other.
    }
  }

  private Callable<Integer> work(TestClient person) {
    return () -> {
      int answers = 0;
      while (!over) {
        assertThat(person.command("NOOP").getLast()).isEqualTo("OK NOOP completed");
        answers++;
      }
      return answers;
    };
  }

  private static int answers(Future<Integer> work) throws InterruptedException {
    try {
      return work.get();
    } catch (ExecutionException e) {
      throw new AssertionError("somebody at work lost his connection", e.getCause());
    }
  }

  private TestClient logIn(int person) throws IOException {
    TestClient client = fixture.connect(Listener.IMAP, "127.77.14." + (1 + person / 2));
    assertThat(client.line()).startsWith("* OK ");
    assertThat(client.command("LOGIN anna secret").getLast()).startsWith("OK ");
    return client;
  }

  /** The sum over all addresses. */
  private RefusalCounts refusals() {
    return fixture.server().report().peers().stream()
        .map(Peer::refusals)
        .reduce(
            RefusalCounts.NONE,
            (a, b) ->
                new RefusalCounts(
                    a.denied() + b.denied(),
                    a.addressFull() + b.addressFull(),
                    a.classCFull() + b.classCFull(),
                    a.serverFull() + b.serverFull(),
                    a.addressUnauthenticated() + b.addressUnauthenticated(),
                    a.serverUnauthenticated() + b.serverUnauthenticated()));
  }

  /** What is not zero, by cause, over all listeners. */
  private Map<String, Long> metered() {
    return fixture.metrics().find("postroom.imap.refusals").counters().stream()
        .filter(counter -> counter.count() > 0)
        .collect(
            Collectors.groupingBy(
                counter -> counter.getId().getTag("cause"),
                Collectors.summingLong((Counter counter) -> (long) counter.count())));
  }
}
