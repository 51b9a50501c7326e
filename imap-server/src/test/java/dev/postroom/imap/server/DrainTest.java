package dev.postroom.imap.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.postroom.imap.net.DrainTimes;
import dev.postroom.imap.net.Listener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrainTest {

  private static final String CLIENT = "127.77.11.1";

  @TempDir Path directory;
  private ServerFixture fixture;

  @BeforeEach
  void prepare() throws Exception {
    fixture = new ServerFixture(directory);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void everySessionGetsByeAndNobodyNewIsAccepted() throws Exception {
    fixture.start();
    List<TestClient> clients = new ArrayList<>();
    for (Listener listener : List.of(Listener.IMAP, Listener.IMAPS)) {
      TestClient client = loggedIn(listener);
      client.command("SELECT INBOX");
      clients.add(client);
    }
    clients.getFirst().send("i IDLE\r\n");
    assertThat(clients.getFirst().line()).startsWith("+ ");
    InetSocketAddress address = fixture.address(Listener.IMAP);

    fixture.server().drain();

    for (TestClient client : clients) {
      assertThat(client.line())
          .isEqualTo("* BYE [UNAVAILABLE] The server is shutting down. Please connect again.");
      assertThat(client.line()).isNull();
      client.close();
    }
    assertThat(fixture.server().accepting()).isFalse();
    assertThat(fixture.server().report().connections().current()).isZero();
    assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aMessageOnItsWayIsTakenAndAnsweredBeforeTheGoodbye() throws Exception {
    fixture.start();
    try (TestClient client = loggedIn(Listener.IMAP)) {
      client.send("a APPEND INBOX {10}\r\n");
      assertThat(client.line()).startsWith("+ ");

      Thread drain = drain();
      await().until(() -> fixture.server().addresses(Listener.IMAP).isEmpty());
      client.send("A: b\r\n\r\nc\r\r\n");

      assertThat(client.line()).startsWith("a OK [APPENDUID ");
      assertThat(client.line()).startsWith("* BYE ");
      drain.join();
    }
  }

  @Test
  void aMessageThatNeverComesIsGivenUpWhenTheGraceIsOver() throws Exception {
    fixture.drain(new DrainTimes(Duration.ZERO, Duration.ZERO, Duration.ofMillis(300))).start();
    try (TestClient client = loggedIn(Listener.IMAP)) {
      client.send("a APPEND INBOX {10}\r\n");
      assertThat(client.line()).startsWith("+ ");

      fixture.server().drain();

      assertThat(client.line()).startsWith("* BYE ");
      assertThat(client.line()).isNull();
    }
  }

  @Test
  void goodbyesReachClientsThatGoOnTalking() throws Exception {
    fixture.start();
    try (TestClient client = loggedIn(Listener.IMAP)) {
      Thread drain = drain();
      assertThat(client.line()).startsWith("* BYE ");

      // Each would be answered with a reset if the server had closed.
      for (int i = 0; i < 10; i++) {
        client.send("a NOOP\r\n");
      }

      assertThat(client.line()).isNull();
      client.close();
      drain.join();
    }
  }

  @Test
  void aServerThatIsNotReadyAcceptsUntilOthersHaveNoticed() throws Exception {
    var times = new DrainTimes(Duration.ofHours(1), Duration.ZERO, Duration.ofSeconds(10));
    fixture.drain(times).start();
    Thread drain = drain();
    await().until(() -> !fixture.server().accepting());

    try (TestClient late = loggedIn(Listener.IMAP)) {
      assertThat(late.command("NOOP").getLast()).startsWith("OK ");

      fixture.server().hastenDrain();

      assertThat(late.line()).startsWith("* BYE ");
    }
    drain.join();
  }

  @Test
  void whoIsInAHurryDoesNotSpreadHisGoodbyes() throws Exception {
    var times = new DrainTimes(Duration.ZERO, Duration.ofHours(1), Duration.ofHours(1));
    fixture.drain(times).start();
    List<TestClient> clients = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      clients.add(loggedIn(Listener.IMAP));
    }
    fixture.server().hastenDrain();

    Thread drain = drain();

    for (TestClient client : clients) {
      assertThat(client.line()).startsWith("* BYE ");
      client.close();
    }
    drain.join();
  }

  private Thread drain() {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                fixture.server().drain();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  private TestClient loggedIn(Listener listener) throws IOException {
    TestClient client = fixture.connect(listener, CLIENT);
    client.line();
    client.command("LOGIN anna secret");
    return client;
  }
}
