package dev.postroom.imap.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.contract.report.Peer.LimitSource;
import dev.postroom.imap.admission.AddressBlock;
import dev.postroom.imap.admission.AddressRules.Rule.Limit;
import dev.postroom.imap.admission.Decision.AddressDenied;
import dev.postroom.imap.admission.Decision.AddressFull;
import dev.postroom.imap.admission.Decision.AddressUnauthenticatedFull;
import dev.postroom.imap.admission.Decision.ClassCFull;
import dev.postroom.imap.admission.Decision.ProxyRefused;
import dev.postroom.imap.admission.Decision.ProxyRefused.Problem;
import dev.postroom.imap.admission.Decision.Refused;
import dev.postroom.imap.admission.Decision.ServerFull;
import dev.postroom.imap.admission.Decision.ServerUnauthenticatedFull;
import dev.postroom.imap.admission.PeerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/limits.md} says what the code says. */
class LimitsDocumentTest {

  private static final PeerAddress PEER = PeerAddress.of(InetAddress.ofLiteral("203.0.113.7"));
  private static final AddressBlock COUNTED = AddressBlock.counted(PEER, 64);

  private final String document;

  LimitsDocumentTest() throws IOException {
    // Lines may end between any two words.
    document = Files.readString(Path.of("../docs/limits.md")).replaceAll("\\s+", " ");
  }

  static Stream<Refused> refusals() {
    return Stream.concat(
        Stream.of(
            new AddressFull(COUNTED, 20, new Limit(20, LimitSource.MAXPERIP)),
            new AddressUnauthenticatedFull(COUNTED, 20, 20),
            new ClassCFull(new AddressBlock(true, 0, 0xCB007100L, 24), 50, 50),
            new ServerFull(400),
            new ServerUnauthenticatedFull(200, 200, true),
            new AddressDenied("imapaccess:1", Optional.empty())),
        Stream.of(Problem.values()).map(problem -> new ProxyRefused(problem, "")));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void everyRefusalStandsInItWordForWord(Refused refused) {
    assertThat(document).contains("`" + RefusalText.of(refused, PEER).strip() + "`");
  }

  @Test
  void itsNumbersAreThoseInForce() {
    assertThat(document)
        .contains(
            "%d clients are told at a time, %d of one address, each within %d seconds"
                .formatted(
                    RefusalPlaces.TOTAL,
                    RefusalPlaces.PER_ADDRESS,
                    RefusalLane.DEADLINE.toSeconds()),
            "there are %d a second for the refused".formatted(HandshakeBudget.PER_SECOND),
            "asked after %d seconds without a word, then every %d seconds, closed when %d questions"
                .formatted(
                    KeepAlive.DEFAULT.idle().toSeconds(),
                    KeepAlive.DEFAULT.interval().toSeconds(),
                    KeepAlive.DEFAULT.probes()),
            "acknowledged for %d minutes".formatted(KeepAlive.DEFAULT.timeout().toMinutes()),
            "not heard of for %d seconds are asked every %d seconds"
                .formatted(
                    DeathRule.DEFAULT.silence().toSeconds(), ConnectionsByAddress.QUESTION_SECONDS),
            "at least %d questions and %d seconds without an answer"
                .formatted(DeathRule.DEFAULT.attempts(), DeathRule.DEFAULT.patience().toSeconds()));
  }
}
