package dev.postroom.imap.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postroom.imap.config.TestCertificates;
import dev.postroom.imap.net.Listener;
import io.netty.handler.ssl.OpenSsl;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

  private static final String CLIENT = "127.77.10.1";

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
  void startTlsEncryptsAndIsNotOfferedAgain() throws Exception {
    fixture.start();
    try (TestClient client = fixture.connect(Listener.IMAP, CLIENT)) {
      assertThat(client.line()).startsWith("* OK ").contains(" STARTTLS");

      assertThat(client.command("STARTTLS").getLast()).startsWith("OK ");
      client.handshake();

      assertThat(client.command("CAPABILITY").getFirst()).doesNotContain("STARTTLS");
      assertThat(client.command("LOGIN anna secret").getLast()).startsWith("OK ");
    }
  }

  @Test
  void whatIsNoHandshakeEndsTheConnectionAndIsNotWrittenToTheLog() throws Exception {
    fixture.start();
    // In the name of this logger Netty tells of faults that nobody took care of.
    Logger netty = Logger.getLogger("io.netty.channel.DefaultChannelPipeline");
    List<String> told = new CopyOnWriteArrayList<>();
    Handler collector = collector(told);
    netty.addHandler(collector);
    try (Socket client = new Socket()) {
      client.connect(fixture.address(Listener.IMAPS));
      client.setSoTimeout(20_000);
      client.getOutputStream().write("a LOGIN anna secret\r\n".getBytes(US_ASCII));
      while (client.getInputStream().read() >= 0) {}
      fixture.server().close();
    } finally {
      netty.removeHandler(collector);
    }

    assertThat(told).isEmpty();
  }

  private static Handler collector(List<String> told) {
    return new Handler() {
      @Override
      public void publish(LogRecord record) {
        told.add(record.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  /** What somebody between client and server might slip in (CVE-2011-0411 and its kin). */
  @Test
  void nothingSentInTheClearBehindStartTlsSurvivesIt() throws Exception {
    List<String> injections =
        List.of(
            "b NOOP\r\n",
            "b NOOP\r\nb LOGIN anna secret\r\nb SELECT INBOX\r\n",
            "b LOGIN anna ",
            "b LOGIN {4}\r\nan",
            "b LOGIN {4+}\r\nanna {9+}\r\n",
            "b AUTHENTICATE PLAIN\r\n",
            "b AUTHENTICATE PLAIN AGFu",
            "b STARTTLS\r\n",
            "b APPEND INBOX {1000000}\r\n",
            "\r");
    fixture.start();
    for (String injected : injections) {
      try (TestClient client = fixture.connect(Listener.IMAP, CLIENT)) {
        client.line();

        client.send("a STARTTLS\r\n" + injected);
        assertThat(client.line()).as(injected).startsWith("a OK ");
        client.handshake();

        client.send("c NOOP\r\nd CAPABILITY\r\n");
        assertThat(client.line()).as(injected).startsWith("c OK ");
        assertThat(client.line()).as(injected).startsWith("* CAPABILITY ");
        assertThat(client.line()).as(injected).startsWith("d OK ");
        assertThat(client.command("LOGIN anna secret").getLast()).as(injected).startsWith("OK ");
      }
    }
  }

  @Test
  void whatIsAskedBeforeStartTlsIsAnsweredBeforeIt() throws Exception {
    fixture.start();
    try (TestClient client = fixture.connect(Listener.IMAP, CLIENT)) {
      client.line();

      client.send("a CAPABILITY\r\nb NOOP\r\nc STARTTLS\r\nd NOOP\r\n");
      assertThat(client.line()).startsWith("* CAPABILITY ").contains(" STARTTLS");
      assertThat(client.line()).startsWith("a OK ");
      assertThat(client.line()).startsWith("b OK ");
      assertThat(client.line()).startsWith("c OK ");
      client.handshake();

      assertThat(client.command("NOOP").getLast()).startsWith("OK ");
    }
  }

  @Test
  void theWordStartTlsInALiteralStartsNothing() throws Exception {
    fixture.start();
    try (TestClient client = fixture.connect(Listener.IMAP, CLIENT)) {
      client.line();

      client.send("a LOGIN {12+}\r\nb STARTTLS\r\n secret\r\nc NOOP\r\n");

      assertThat(client.line()).startsWith("a NO ");
      assertThat(client.line()).startsWith("c OK ");
    }
  }

  @Test
  void thereIsNoTlsBelowALoginThatHasHappenedNorCompressionBeforeOne() throws Exception {
    fixture.start();
    try (TestClient client = fixture.connect(Listener.IMAP, CLIENT)) {
      client.line();

      assertThat(client.command("COMPRESS DEFLATE").getLast()).doesNotStartWith("OK ");
      assertThat(client.command("LOGIN anna secret").getLast()).startsWith("OK ");
      assertThat(client.command("STARTTLS").getLast()).doesNotStartWith("OK ");
    }
  }

  @Test
  void clearTextAfterStartTlsEndsTheConnection() throws Exception {
    fixture.start();
    try (TestClient client = fixture.connect(Listener.IMAP, CLIENT)) {
      client.line();
      assertThat(client.command("STARTTLS").getLast()).startsWith("OK ");

      client.send("b LOGIN anna secret\r\n");

      String answer = client.line();
      assertThat(answer == null || !answer.startsWith("b ")).isTrue();
      await().until(() -> fixture.server().report().connections().current() == 0);
    }
  }

  @Test
  void withoutACertificateThereIsNoTlsUntilOneAppears() throws Exception {
    fixture.delete("imapd.pem");
    fixture.start();
    assertThat(fixture.server().addresses(Listener.IMAPS)).isEmpty();
    try (TestClient before = fixture.connect(Listener.IMAP, CLIENT)) {
      assertThat(before.line()).doesNotContain("STARTTLS");

      fixture.write("imapd.pem", TestCertificates.pem(directory, "later"));
      await().until(() -> !fixture.server().addresses(Listener.IMAPS).isEmpty());

      assertThat(before.command("STARTTLS").getLast()).startsWith("OK ");
      assertThat(before.handshake().getSubjectX500Principal().getName()).isEqualTo("CN=later");
      try (TestClient after = fixture.connect(Listener.IMAPS, CLIENT)) {
        assertThat(after.line()).startsWith("* OK ");
      }
    }
  }

  @Test
  void aRenewedCertificateServesNewHandshakesAndOldConnectionsGoOn() throws Exception {
    fixture.start();
    try (TestClient old = fixture.connect(Listener.IMAPS, CLIENT)) {
      old.line();

      fixture.write("imapd.pem", TestCertificates.pem(directory, "renewed"));

      await().until(() -> presentedName().equals("CN=renewed"));
      assertThat(old.command("NOOP").getLast()).startsWith("OK ");
    }
  }

  /** RFC 9051 section 6.2.1. */
  @Test
  void underTlsThereIsNoStartTls() throws Exception {
    fixture.start();
    try (TestClient client = fixture.connect(Listener.IMAPS, CLIENT)) {
      assertThat(client.line()).doesNotContain("STARTTLS");
      assertThat(client.command("STARTTLS").getLast()).startsWith("BAD ");
      assertThat(client.command("NOOP").getLast()).startsWith("OK ");
    }
  }

  @Test
  void nobodyLogsInWithoutTlsWhereItIsRequired() throws Exception {
    fixture.write("imapd-ssl", "SSLPORT=0\nIMAP_TLS_REQUIRED=1\n");
    fixture.start();
    try (TestClient client = fixture.connect(Listener.IMAP, CLIENT)) {
      assertThat(client.line()).contains("LOGINDISABLED");
      assertThat(client.command("LOGIN anna secret").getLast()).startsWith("NO ");
      client.command("STARTTLS");
      client.handshake();
      assertThat(client.command("LOGIN anna secret").getLast()).startsWith("OK ");
    }
  }

  @Test
  void aRecordOfTheAccessMapChangesAVariableForItsClients() throws Exception {
    fixture.write("imapd-ssl", "SSLPORT=0\nIMAP_TLS_REQUIRED=1\n");
    fixture.write("imapaccess", CLIENT + "\tallow,IMAP_TLS_REQUIRED=0\n");
    fixture.start();
    try (TestClient trusted = fixture.connect(Listener.IMAP, CLIENT);
        TestClient other = fixture.connect(Listener.IMAP, "127.77.10.2")) {
      assertThat(trusted.line()).doesNotContain("LOGINDISABLED");
      assertThat(other.line()).contains("LOGINDISABLED");
    }
  }

  /**
   * Without its library the server falls back to the JDK's TLS, silently and several times slower.
   */
  @Test
  void handshakesAreBoringSslsWhereItCanBeLoaded() {
    assumeTrue(System.getProperty("os.name").equals("Linux"));
    assertThat(OpenSsl.isAvailable()).isTrue();
  }

  private String presentedName() throws IOException {
    try (TestClient client = TestClient.connect(fixture.address(Listener.IMAPS), CLIENT, false)) {
      return client.handshake().getSubjectX500Principal().getName();
    }
  }
}
