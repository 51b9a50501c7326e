package dev.postroom.imap.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.management.ReportAccess.Answer;
import dev.postroom.imap.management.ReportAccess.Answer.Granted;
import dev.postroom.imap.management.ReportAccess.Answer.Refused;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportAccessTest {

  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("10.0.0.7");

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(directory.resolve("token"), "sesame-1\n");
  }

  @Test
  void whoeverHasTheTokenReads() {
    assertThat(ask("Bearer sesame-1")).isEqualTo(new Granted());
    assertThat(ask("bearer  sesame-1")).isEqualTo(new Granted());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer sesame-2", "Bearer sesame", "Bearer sesame-11", "Bearer SESAME-1"})
  void anotherTokenIsTurnedDown(String authorization) {
    assertThat(ask(authorization))
        .isEqualTo(
            new Refused(
                401,
                "this token is not one of this server's; send \"Authorization: Bearer\" with one"
                    + " from the file that postroom.report-token-file names"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "sesame-1", "Basic sesame-1", "Bearer a b"})
  void whoSendsNoneIsToldWhatToSend(String authorization) {
    assertThat(ask(authorization))
        .isEqualTo(
            new Refused(
                401,
                "the peer report needs a token; send \"Authorization: Bearer\" with one from the"
                    + " file that postroom.report-token-file names"));
  }

  @Test
  void withATokenNobodyIsTrustedForBeingNear() {
    assertThat(new ReportAccess(Optional.of(file)).judge(Optional.empty(), HERE))
        .isInstanceOf(Refused.class);
  }

  @Test
  void aChangedFileHoldsAtOnceAndMayHaveTwoTokensMeanwhile() throws IOException {
    Files.writeString(file, "sesame-1\n\n sesame-2 \n");
    assertThat(ask("Bearer sesame-1")).isEqualTo(new Granted());
    assertThat(ask("Bearer sesame-2")).isEqualTo(new Granted());

    Files.writeString(file, "sesame-2");
    assertThat(ask("Bearer sesame-1")).isInstanceOf(Refused.class);
    assertThat(ask("Bearer sesame-2")).isEqualTo(new Granted());
  }

  @Test
  void aFileThatIsMissingEmptyOrNoTokensOpensNothing() throws IOException {
    Files.writeString(file, "\n");
    assertThat(ask("Bearer sesame-1"))
        .isEqualTo(
            new Refused(503, "the file that postroom.report-token-file names has no token in it"));

    Files.writeString(file, "sesame-1\n".repeat(500));
    assertThat(ask("Bearer sesame-1"))
        .isEqualTo(
            new Refused(
                503,
                "the file that postroom.report-token-file names cannot be read: it has more than"
                    + " 4096 bytes"));

    Files.delete(file);
    assertThat(ask("Bearer sesame-1"))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.status()).isEqualTo(503));
  }

  @Test
  void withoutAFileOnlyThisMachineReads() {
    ReportAccess access = new ReportAccess(Optional.empty());

    assertThat(access.judge(Optional.empty(), HERE)).isEqualTo(new Granted());
    assertThat(access.judge(Optional.of("Bearer sesame-1"), ELSEWHERE))
        .isEqualTo(
            new Refused(
                403,
                "without a token the peer report is for this machine only; set"
                    + " postroom.report-token-file to a file with a token and send that"));
  }

  private Answer ask(String authorization) {
    return new ReportAccess(Optional.of(file)).judge(Optional.of(authorization), ELSEWHERE);
  }
}
