package dev.postroom.office.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImapConnectionTest {

  private static final InetAddress SOURCE = InetAddress.ofLiteral("127.83.9.1");

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.ofLiteral("127.83.0.1"));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  /** Sends each answer when a line has come; the first one, the greeting, at once. */
  private ImapConnection open(String... answers) throws IOException {
    Thread.ofVirtual().start(() -> serve(List.of(answers)));
    return ImapConnection.open(SOURCE, (InetSocketAddress) server.getLocalSocketAddress());
  }

  private void serve(List<String> answers) {
    try (Socket client = server.accept();
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8))) {
      heard.add(client.getInetAddress().getHostAddress());
      for (String answer : answers) {
        client.getOutputStream().write(answer.getBytes(UTF_8));
        String line = lines.readLine();
        if (line == null) {
          return;
        }
        heard.add(line);
      }
    } catch (IOException e) {
      heard.add(e.toString());
    }
  }

  private String next() throws InterruptedException {
    return heard.poll(20, TimeUnit.SECONDS);
  }

  @Test
  void itConnectsFromTheAddressItIsToldAndLogsIn() throws Exception {
    try (ImapConnection connection =
        open("* OK ready\r\n", "a1 OK LOGIN Ok.\r\n", "* 0 EXISTS\r\na2 OK done\r\n", "")) {
      assertThat(connection.login("anna", "a\"b\\c")).isTrue();
      connection.selectInbox();
    }
    assertThat(List.of(next(), next(), next()))
        .containsExactly("127.83.9.1", "a1 LOGIN \"anna\" \"a\\\"b\\\\c\"", "a2 SELECT INBOX");
  }

  @Test
  void aByeInPlaceOfAGreetingIsARefusal() {
    assertThatThrownBy(() -> open("* BYE [LIMIT] Too many connections\r\n"))
        .isInstanceOf(RefusedException.class)
        .hasMessage("* BYE [LIMIT] Too many connections");
  }

  @Test
  void aCloseInPlaceOfAGreetingIsARefusal() {
    assertThatThrownBy(() -> open()).isInstanceOf(RefusedException.class);
  }

  @Test
  void aNoAtLoginIsToldAndNotThrown() throws Exception {
    try (ImapConnection connection = open("* OK ready\r\n", "a1 NO Login failed.\r\n")) {
      assertThat(connection.login("anna", "wrong")).isFalse();
    }
  }

  @Test
  void idlingIsRenewedAndEndsWithTheServersBye() throws Exception {
    try (ImapConnection connection =
        open("* OK ready\r\n", "+ idling\r\n", "a1 OK done\r\n", "+ idling\r\n* BYE enough\r\n")) {
      assertThatThrownBy(() -> connection.idleUntilTheEnd(Duration.ofMillis(100)))
          .isInstanceOf(EOFException.class)
          .hasMessage("* BYE enough");
    }
    assertThat(List.of(next(), next(), next(), next()))
        .containsExactly("127.83.9.1", "a1 IDLE", "DONE", "a2 IDLE");
  }
}
