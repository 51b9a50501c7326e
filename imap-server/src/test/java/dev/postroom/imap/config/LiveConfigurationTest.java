package dev.postroom.imap.config;

import static dev.postroom.imap.config.TestCertificates.certificate;
import static dev.postroom.imap.config.TestCertificates.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.contract.ContentHash;
import dev.postroom.contract.report.ConfigurationState.Rejection;
import dev.postroom.contract.report.Peer.LimitSource;
import dev.postroom.imap.admission.AddressRules.Rule;
import dev.postroom.testing.ManualClock;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveConfigurationTest {

  private static final InetAddress OFFICE = InetAddress.ofLiteral("203.0.113.7");
  private static final String USERDB = "anna\thome=/var/mail/anna|imappw={SHA}x\n";

  private static Vertx vertx;

  @TempDir Path directory;
  private final ManualClock clock = new ManualClock();

  @BeforeAll
  static void startVertx() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stopVertx() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void anEmptyDirectoryGivesCouriersDefaultsAndSaysWhatIsMissing() throws Exception {
    LiveConfiguration live = start();

    Configuration now = live.current();
    assertThat(now.imap().settings().number("MAXDAEMONS")).isEqualTo(40);
    assertThat(limit(live)).isEqualTo(new Rule.Limit(4, LimitSource.MAXPERIP));
    assertThat(now.imap().tls()).isEmpty();
    assertThat(now.remarks())
        .containsExactly(
            "imapaccess: there is no access map, so every address is allowed",
            "there is no userdb, nor any other source of accounts, so nobody can log in");
    assertThat(live.state().files()).isEmpty();
  }

  @Test
  void theStateNamesTheHashOfEveryFile() throws Exception {
    write("imapd", "MAXPERIP=5\n");
    write("imapd-ssl", "");
    write("imapaccess", "203.0.113.7\tallow,MAXCPERIP=60\n");
    write("userdb", USERDB);

    LiveConfiguration live = start();

    assertThat(live.state().files())
        .isEqualTo(
            Map.of(
                "imapd", ContentHash.of("MAXPERIP=5\n"),
                "imapd-ssl", ContentHash.of(""),
                "imapaccess", ContentHash.of("203.0.113.7\tallow,MAXCPERIP=60\n"),
                "userdb", ContentHash.of(USERDB)));
    assertThat(limit(live)).isEqualTo(new Rule.Limit(60, LimitSource.MAXCPERIP));
  }

  @Test
  void aDirectoryOfAccessFilesIsReadWithoutLeftovers() throws Exception {
    Path access = Files.createDirectory(directory.resolve("imapaccess"));
    Files.writeString(access.resolve("20-office"), "203.0.113.7\tallow,MAXCPERIP=7\n");
    Files.writeString(access.resolve("10-bad"), "198.51.100\tdeny\n");
    Files.writeString(access.resolve("20-office~"), "203.0.113.7\tdeny\n");

    LiveConfiguration live = start();

    assertThat(limit(live)).isEqualTo(new Rule.Limit(7, LimitSource.MAXCPERIP));
    assertThat(
            live.current()
                .rules(live.current().imap())
                .ruleFor(InetAddress.ofLiteral("198.51.100.9")))
        .isEqualTo(new Rule.Deny("imapaccess/10-bad:1", Optional.empty()));
    assertThat(live.state().files())
        .containsEntry(
            "imapaccess", ContentHash.of("198.51.100\tdeny\n203.0.113.7\tallow,MAXCPERIP=7\n"));
  }

  @Test
  void aFileThatIsGoneLeavesTheLastGoodSetInForceUntilItIsBackOrEmpty() throws Exception {
    write("imapaccess", "203.0.113.7\tallow,MAXCPERIP=60\n");
    write("userdb", USERDB);
    LiveConfiguration live = start();

    Files.delete(directory.resolve("imapaccess"));
    live.refresh();

    assertThat(limit(live)).isEqualTo(new Rule.Limit(60, LimitSource.MAXCPERIP));
    assertThat(live.state().rejected())
        .containsExactly(
            new Rejection(
                "imapaccess", "", 0, "is gone; put it back, or empty it if that is what you want"));

    write("imapaccess", "");
    live.refresh();

    assertThat(limit(live)).isEqualTo(new Rule.Limit(4, LimitSource.MAXPERIP));
    assertThat(live.state().rejected()).isEmpty();
  }

  @Test
  void anAccessDirectoryMayBeEmptied() throws Exception {
    Path access = Files.createDirectory(directory.resolve("imapaccess"));
    Path office = Files.writeString(access.resolve("office"), "203.0.113.7\tdeny\n");
    LiveConfiguration live = start();

    Files.delete(office);
    live.refresh();

    assertThat(limit(live)).isEqualTo(new Rule.Limit(4, LimitSource.MAXPERIP));
    assertThat(live.state().rejected()).isEmpty();
  }

  @Test
  void aChangedFileTakesEffectAndTheStateSaysSinceWhen() throws Exception {
    LiveConfiguration live = start();
    List<LiveConfiguration.Outcome> outcomes = new ArrayList<>();
    live.onReload(outcomes::add);
    clock.advance(Duration.ofMinutes(1));

    live.refresh();
    assertThat(outcomes).isEmpty();
    write("imapaccess", "203.0.113\tallow,MAXCPERIP=9\n");
    live.refresh();

    assertThat(limit(live)).isEqualTo(new Rule.Limit(9, LimitSource.MAXCPERIP));
    assertThat(outcomes).containsExactly(LiveConfiguration.Outcome.APPLIED);
    assertThat(live.state().since()).isEqualTo(Instant.parse("2026-11-22T08:01:00Z"));
  }

  @Test
  void theSwapOfAMountedVolumeIsNoticed() throws Exception {
    TestFiles.swap(directory, "1", Map.of("imapd", "MAXPERIP=5\n"));
    Files.createSymbolicLink(directory.resolve("imapd"), Path.of("..data", "imapd"));
    LiveConfiguration live = start();
    assertThat(limit(live)).isEqualTo(new Rule.Limit(5, LimitSource.MAXPERIP));

    TestFiles.swap(directory, "2", Map.of("imapd", "MAXPERIP=6\n"));
    live.refresh();

    assertThat(limit(live)).isEqualTo(new Rule.Limit(6, LimitSource.MAXPERIP));
  }

  @Test
  void whatIsWrittenIntoAFileInPlaceIsNoticed() throws Exception {
    write("imapd", "MAXPERIP=5\n");
    LiveConfiguration live = start();

    // Of the same size: its time alone tells.
    Files.writeString(directory.resolve("imapd"), "MAXPERIP=6\n");
    live.refresh();

    assertThat(limit(live)).isEqualTo(new Rule.Limit(6, LimitSource.MAXPERIP));
  }

  @Test
  void aBrokenFileLeavesTheWholeLastGoodSetInForceAndIsReportedWithItsLine() throws Exception {
    write("imapd", "MAXPERIP=5\n");
    write("imapaccess", "203.0.113.7\tallow,MAXCPERIP=60\n");
    LiveConfiguration live = start();

    write("imapaccess", "203.0.113.7\tallow,MAXCPERIP=90\n");
    write("imapd", "MAXPERIP=5\nif true; then MAXPERIP=9; fi\n");
    live.refresh();

    assertThat(limit(live)).isEqualTo(new Rule.Limit(60, LimitSource.MAXCPERIP));
    assertThat(live.state().files()).containsEntry("imapd", ContentHash.of("MAXPERIP=5\n"));
    assertThat(live.state().rejected())
        .singleElement()
        .satisfies(
            rejection -> {
              assertThat(rejection.file()).isEqualTo("imapd");
              assertThat(rejection.line()).isEqualTo(2);
              assertThat(rejection.sha256())
                  .isEqualTo(ContentHash.of("MAXPERIP=5\nif true; then MAXPERIP=9; fi\n"));
            });

    write("imapd", "MAXPERIP=5\n");
    live.refresh();
    assertThat(limit(live)).isEqualTo(new Rule.Limit(90, LimitSource.MAXCPERIP));
    assertThat(live.state().rejected()).isEmpty();
  }

  @Test
  void everyKindOfFileIsCheckedBeforeAnyTakesEffect() throws Exception {
    LiveConfiguration live = start();

    write("imapd", "MAXPERIP=many\n");
    assertRejected(live, "imapd", 1);
    write("imapd", "");
    write("imapaccess", "203.0.113.7\tallow\n203.0.113.7\tdeny\n");
    assertRejected(live, "imapaccess", 2);
    write("imapaccess", "203.0.113.7\tallow,IMAP_TLS_REQUIRED=perhaps\n");
    assertRejected(live, "imapaccess", 1);
    write("imapaccess", "");
    write("userdb", "anna\n");
    assertRejected(live, "userdb", 1);
    write("userdb", "");
    write("imapd.pem", "nonsense");
    assertRejected(live, directory.resolve("imapd.pem").toString(), 0);
  }

  @Test
  void aCertificateThatAppearsIsTakenIntoUseAndAKeyOfAnotherIsNot() throws Exception {
    LiveConfiguration live = start();
    String pem = TestCertificates.pem(directory, "one");
    String other = TestCertificates.pem(directory, "two");

    write("imapd.pem", pem);
    live.refresh();
    assertThat(live.current().imap().tls()).isPresent();
    assertThat(live.current().imaps().tls()).isPresent();

    write("imapd.pem", key(pem) + certificate(other));
    live.refresh();
    assertThat(live.state().rejected())
        .extracting(Rejection::message)
        .containsExactly("the first certificate does not belong to the private key");
    assertThat(live.current().imap().tls()).isPresent();
  }

  @Test
  void keyAndCertificateMayBeFilesOfTheirOwnBelowTheRoot() throws Exception {
    String pem = TestCertificates.pem(directory, "one");
    Path tls = Files.createDirectories(directory.resolve("pod/etc/postroom/tls"));
    Files.writeString(tls.resolve("tls.crt"), certificate(pem));
    Files.writeString(tls.resolve("tls.key"), key(pem));
    Path config = Files.createDirectories(directory.resolve("pod/etc/postroom/config"));
    Files.writeString(
        config.resolve("imapd-ssl"),
        "TLS_CERTFILE=/etc/postroom/tls/tls.crt\nTLS_PRIVATE_KEYFILE=/etc/postroom/tls/tls.key\n");

    LiveConfiguration live =
        LiveConfiguration.start(
            Path.of("/etc/postroom/config"), new FileRoot(directory.resolve("pod")), vertx, clock);

    assertThat(live.current().imaps().tls()).isPresent();
  }

  @Test
  void aVariableThatNeedsARestartIsPendingUntilItIsChangedBack() throws Exception {
    write("imapd", "PORT=1143\n");
    LiveConfiguration live = start();

    write("imapd", "PORT=2143\nMAXPERIP=8\n");
    live.refresh();
    assertThat(live.state().pendingRestart()).containsExactly("PORT");
    assertThat(limit(live)).isEqualTo(new Rule.Limit(8, LimitSource.MAXPERIP));

    write("imapd", "PORT=1143\n");
    live.refresh();
    assertThat(live.state().pendingRestart()).isEmpty();
  }

  @Test
  void aBrokenConfigurationAtTheStartNamesEveryBrokenFile() throws Exception {
    write("imapaccess", "203.0.113.7\tallow\n203.0.113.7\tdeny\n");
    write("userdb", "anna\n");

    assertThatThrownBy(this::start)
        .isInstanceOf(ConfigurationRejectedException.class)
        .hasMessageContaining("imapaccess:2: ")
        .hasMessageContaining("userdb:1: there is no TAB");
  }

  private LiveConfiguration start() throws ConfigurationRejectedException {
    return LiveConfiguration.start(directory, FileRoot.MACHINE, vertx, clock);
  }

  private static void assertRejected(LiveConfiguration live, String file, int line) {
    live.refresh();
    assertThat(live.state().rejected())
        .singleElement()
        .satisfies(
            rejection -> {
              assertThat(rejection.file()).isEqualTo(file);
              assertThat(rejection.line()).isEqualTo(line);
            });
  }

  private static Rule limit(LiveConfiguration live) {
    return live.current().rules(live.current().imap()).ruleFor(OFFICE);
  }

  private void write(String name, String text) throws IOException {
    TestFiles.replace(directory.resolve(name), text);
  }
}
