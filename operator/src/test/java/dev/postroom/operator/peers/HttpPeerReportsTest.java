package dev.postroom.operator.peers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.contract.report.PeerReportJson;
import dev.postroom.operator.Reports;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of pods that answer well, badly, endlessly or not at all. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class HttpPeerReportsTest {

  private static final String ADDRESS = "127.91.7.9";
  private static final String URI = "http://127.91.7.9:9180/peers: ";
  private static final int PORT = 9180;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
  private final CountDownLatch hungUp = new CountDownLatch(1);
  private final StringBuffer request = new StringBuffer();
  private ServerSocket socket;

  @BeforeEach
  void listen() throws IOException {
    socket = new ServerSocket();
    socket.bind(new InetSocketAddress(ADDRESS, PORT));
  }

  @AfterEach
  void stop() throws IOException {
    http.shutdownNow();
    socket.close();
  }

  @Test
  void aReportIsRead() {
    var report = Reports.of("mail-0").peer("203.0.113.7", 2).build();
    answer(200, PeerReportJson.write(report), true);

    assertThat(ask()).isEqualTo(new PodReport.Given("mail-0", report));
  }

  @Test
  void theTokenIsSent() {
    answer(200, new byte[0], true);

    ask();

    assertThat(request).contains("\r\nAuthorization: Bearer sesame\r\n");
  }

  @Test
  void aPodThatHasAnotherTokenSaysSo() {
    answer(401, new byte[0], true);

    assertThat(problem()).isEqualTo(URI + "the pod does not know the token yet");
  }

  @Test
  void anErrorIsNoReport() {
    answer(500, new byte[0], true);

    assertThat(ask()).isEqualTo(new PodReport.Missing("mail-0", URI + "HTTP 500"));
  }

  @Test
  void whatIsNoReportSaysSo() {
    answer(200, "<html>".getBytes(US_ASCII), true);

    assertThat(problem()).startsWith(URI + "The peer report is not JSON");
  }

  @Test
  void anOversizedReportIsNotReadToItsEnd() {
    answer(200, new byte[PeerReportJson.MAX_BYTES + 1], true);

    assertThat(problem()).startsWith(URI + "IOException");
  }

  @Test
  void aPodThatDoesNotListenIsMissing() throws IOException {
    socket.close();

    assertThat(problem()).startsWith(URI + "ConnectException");
  }

  @Test
  void aReportWithoutEndIsGivenUpAndItsConnectionClosed() throws InterruptedException {
    answer(200, "{".getBytes(US_ASCII), false);

    assertThat(problem()).contains("Timeout");
    assertThat(hungUp.await(30, TimeUnit.SECONDS)).isTrue();
  }

  private String problem() {
    return ((PodReport.Missing) ask()).problem();
  }

  private PodReport ask() {
    return new HttpPeerReports(http).of(List.of(pod()), "sesame").getFirst();
  }

  private static Pod pod() {
    return new PodBuilder()
        .withNewMetadata()
        .withName("mail-0")
        .endMetadata()
        .withNewStatus()
        .withPodIP(ADDRESS)
        .endStatus()
        .build();
  }

  /** Answers one request, and waits until the client has hung up. */
  private void answer(int status, byte[] body, boolean ends) {
    Thread.startVirtualThread(
        () -> {
          try (Socket connection = socket.accept()) {
            var in = connection.getInputStream();
            while (request.indexOf("\r\n\r\n") < 0) {
              request.append((char) in.read());
            }
            var out = connection.getOutputStream();
            out.write(
                "HTTP/1.1 %d X\r\nConnection: close\r\n\r\n".formatted(status).getBytes(US_ASCII));
            out.write(body);
            if (ends) {
              connection.shutdownOutput();
            }
            in.transferTo(OutputStream.nullOutputStream());
            hungUp.countDown();
          } catch (IOException e) {
            // Hung up in the middle, which is hung up as well.
            hungUp.countDown();
          }
        });
  }
}
