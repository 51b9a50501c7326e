package dev.postroom.imap.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.contract.settings.CourierSetting;
import dev.postroom.contract.settings.CourierSetting.Effect;
import dev.postroom.contract.settings.CourierSettings;
import dev.postroom.imap.net.Listener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every variable that the catalogue calls live is changed under a running server, and the change is
 * seen from outside, while a session that was there before goes on.
 */
class LiveVariablesTest {

  /** Live variables of which a change cannot be seen from outside, and why. */
  private static final Map<String, String> UNSEEN =
      Map.of(
          "TLS_INTCACHESIZE",
          "shows in how many of many clients without tickets resume; it makes a new TLS context as"
              + " TLS_CIPHER_LIST does");

  @TempDir static Path directory;
  private static LiveServer server;
  private static TestClient steadfast;

  @BeforeAll
  static void start() throws Exception {
    server = new LiveServer(directory);
    steadfast = server.fixture().connect(Listener.IMAP, LiveServer.STEADFAST);
    steadfast.line();
    steadfast.command("LOGIN anna secret");
    steadfast.command("SELECT INBOX");
  }

  @AfterAll
  static void stop() throws Exception {
    steadfast.close();
    server.close();
  }

  private static List<LiveProbe> probes() {
    return Stream.of(LimitProbes.ALL, LoginProbes.ALL, MailProbes.ALL, TlsProbes.ALL)
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void everyLiveVariableHasAProbe() {
    Set<String> live =
        CourierSettings.all().stream()
            .filter(setting -> setting.effect() == Effect.LIVE)
            .map(CourierSetting::name)
            .collect(Collectors.toSet());

    assertThat(Stream.concat(probes().stream().map(LiveProbe::variable), UNSEEN.keySet().stream()))
        .containsExactlyInAnyOrderElementsOf(live);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("probes")
  void aChangeTakesEffectAndNobodyIsLost(LiveProbe probe) throws Exception {
    if (probe.variable().equals("IMAP_MAILBOX_SANITY_CHECK")) {
      // Only root can give a directory away.
      assumeThat(Files.getAttribute(directory, "unix:uid")).isEqualTo(0);
    }
    int port = server.fixture().port(Listener.IMAP);
    server.configure(probe.given());
    assertSeen(probe, probe.before());

    server.configure(probe.given() + probe.change().formatted(port) + "\n");

    assertSeen(probe, probe.after());
    server.configure("");
    assertThat(steadfast.command("NOOP").getLast()).startsWith("OK ");
  }

  private static void assertSeen(LiveProbe probe, String expected) {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(probe.look().at(server)).isEqualTo(expected));
  }
}
