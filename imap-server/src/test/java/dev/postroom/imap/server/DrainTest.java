package dev.postroom.imap.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.imap.net.Listener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
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
  void start() throws Exception {
    fixture = new ServerFixture(directory).start();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void everySessionGetsByeAndNobodyNewIsAccepted() throws Exception {
    List<TestClient> clients = new ArrayList<>();
    for (Listener listener : Listener.values()) {
      TestClient client = fixture.connect(listener, CLIENT);
      client.line();
      client.command("LOGIN anna secret");
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
}
