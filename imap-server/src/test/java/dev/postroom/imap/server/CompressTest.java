package dev.postroom.imap.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.net.Listener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** COMPRESS=DEFLATE (RFC 4978) against a client that has its own zlib. */
class CompressTest {

  @TempDir Path directory;
  private ServerFixture server;

  @BeforeEach
  void start() throws Exception {
    server = new ServerFixture(directory).start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private TestClient loggedIn(Listener listener) throws IOException {
    TestClient client = server.connect(listener, "127.0.0.1");
    client.line();
    assertThat(client.command("LOGIN anna secret")).containsExactly("OK LOGIN Ok.");
    return client;
  }

  private TestClient compressed(Listener listener) throws IOException {
    TestClient client = loggedIn(listener);
    assertThat(client.command("COMPRESS DEFLATE")).containsExactly("OK DEFLATE active");
    client.compress();
    return client;
  }

  @ParameterizedTest
  @EnumSource(names = {"IMAP", "IMAPS"})
  void everyAnswerCanBeReadAtOnceAndLargeMessagesPassBothWays(Listener listener) throws Exception {
    try (TestClient client = compressed(listener)) {
      assertThat(client.command("NOOP")).containsExactly("OK NOOP completed");
      String body = "All work and no play.\r\n".repeat(200_000);
      client.send("a APPEND INBOX {%d}\r\n".formatted(body.length() + 2));
      assertThat(client.line()).isEqualTo("+ OK");
      client.send("\r\n" + body + "\r\n");
      assertThat(client.line()).startsWith("a OK [APPENDUID ");
      client.command("SELECT INBOX");
      List<String> fetched = client.command("FETCH 1 BODY.PEEK[TEXT]");
      assertThat(String.join("\r\n", fetched))
          .isEqualTo(
              "* 1 FETCH (BODY[TEXT] {%d}\r\n%s)\r\nOK FETCH completed."
                  .formatted(body.length(), body));
    }
  }

  @Test
  void whatFollowsTheCommandAtOnceIsTakenAsCompressed() throws Exception {
    try (TestClient client = loggedIn(Listener.IMAP)) {
      var sent = new ByteArrayOutputStream();
      sent.writeBytes("a COMPRESS DEFLATE\r\n".getBytes(StandardCharsets.US_ASCII));
      sent.writeBytes(deflated("b NOOP\r\n"));
      client.sendRaw(sent.toByteArray());
      assertThat(client.line()).isEqualTo("a OK DEFLATE active");
      client.compress();
      assertThat(client.line()).isEqualTo("b OK NOOP completed");
    }
  }

  @Test
  void aCommandSentInTheClearBehindItEndsTheConnectionWithoutBeingObeyed() throws Exception {
    try (TestClient client = loggedIn(Listener.IMAP)) {
      client.send("a COMPRESS DEFLATE\r\nb CREATE INBOX.clear\r\n");
      assertThat(client.line()).isEqualTo("a OK DEFLATE active");
      assertThat(client.line()).isNull();
    }
    try (TestClient client = loggedIn(Listener.IMAP)) {
      assertThat(client.command("LIST \"\" INBOX.*")).containsExactly("OK LIST completed");
    }
  }

  @Test
  void aBombIsInflatedNoFasterThanItIsTaken() throws Exception {
    try (TestClient client = compressed(Listener.IMAP);
        TestClient other = loggedIn(Listener.IMAP)) {
      // 64 MiB of a line without an end, in some 64 KiB.
      byte[] bomb = deflated("x".repeat(1 << 20), 64);
      client.sendRaw(bomb);
      assertThat(other.command("NOOP")).containsExactly("OK NOOP completed");
      client.sendRaw(deflatedOn("\r\n"));
      assertThat(client.line()).isEqualTo("* BAD A line of a command has at most 65536 bytes.");
    }
  }

  private final Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);

  private byte[] deflated(String text) throws IOException {
    return deflated(text, 1);
  }

  private byte[] deflatedOn(String text) throws IOException {
    return deflated(text, 1);
  }

  private byte[] deflated(String text, int times) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DeflaterOutputStream(bytes, deflater, true);
    for (int i = 0; i < times; i++) {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
    out.flush();
    return bytes.toByteArray();
  }
}
