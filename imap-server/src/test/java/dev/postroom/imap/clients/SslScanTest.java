package dev.postroom.imap.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.net.Listener;
import dev.postroom.imap.server.ServerFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sslscan}, which administrators and auditors point at servers, finds nothing weak. */
class SslScanTest {

  private static final Pattern ENABLED_PROTOCOL =
      Pattern.compile("<protocol type=\"(\\w+)\" version=\"([0-9.]+)\" enabled=\"1\"");
  private static final Pattern CIPHER =
      Pattern.compile("<cipher .*?cipher=\"([^\"]+)\".*?strength=\"([^\"]+)\"");

  @TempDir Path directory;
  @TempDir Path home;

  @Test
  void onlyStrongSuitesAreOfferedAndNothingBrokenIsThere() throws Exception {
    ForeignProgram.assumeInstalled("sslscan", "sslscan");
    try (ServerFixture server = new ServerFixture(directory)) {
      server.start();

      String found =
          ForeignProgram.run(
                  home, List.of("sslscan", "--xml=-", "127.0.0.1:" + server.port(Listener.IMAPS)))
              .output();

      assertThat(all(ENABLED_PROTOCOL, found)).containsExactlyInAnyOrder("tls 1.2", "tls 1.3");
      // This version of sslscan knows nothing better to say of TLS 1.3.
      assertThat(all(CIPHER, found))
          .containsExactlyInAnyOrder(
              "TLS_AES_128_GCM_SHA256 acceptable",
              "TLS_AES_256_GCM_SHA384 acceptable",
              "TLS_CHACHA20_POLY1305_SHA256 acceptable",
              "ECDHE-ECDSA-AES128-GCM-SHA256 strong",
              "ECDHE-ECDSA-AES256-GCM-SHA384 strong",
              "ECDHE-ECDSA-CHACHA20-POLY1305 strong");
      assertThat(found)
          .contains("<renegotiation supported=\"0\"", "vulnerable=\"0\"")
          .doesNotContain("vulnerable=\"1\"", "<compression supported=\"1\"");
    }
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(SslScanTest::words).toList();
  }

  private static String words(MatchResult match) {
    return match.group(1) + " " + match.group(2);
  }
}
