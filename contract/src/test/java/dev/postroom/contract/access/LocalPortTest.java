package dev.postroom.contract.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.contract.AddressLiteral;
import dev.postroom.contract.access.AccessAction.Allow;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Debian's couriertcpd 5.0.13 was seen to do with {@code -accesslocal}. */
class LocalPortTest {

  private static final InetAddress PEER = AddressLiteral.parse("127.78.1.1");
  private static final InetSocketAddress LOCAL =
      new InetSocketAddress(AddressLiteral.parse("127.77.3.1"), 5977);

  @ParameterizedTest
  @CsvSource({
    "127.77.3.1.5977 127.77.3.1 *.5977 *, 127.77.3.1.5977",
    "127.77.3.1 127.77.3 *.5977 *, 127.77.3.1/32",
    "127.77.3 127 *.5977 *, 127.77.3.0/24",
    "*.5977 *.143 *, *.5977",
    "127.77.3.1.143 *.143 *, *"
  })
  void theRecordThatSaysMostOfTheLocalAddressCounts(String keys, String found) {
    String map = keys.replace(" ", "\tallow\n") + "\tallow\n";

    assertThat(parse(map).decide(LOCAL, PEER).local().orElseThrow().key()).hasToString(found);
  }

  @Test
  void theRecordOfThePeerCountsTooAndChangesWhatTheLocalOneSaid() {
    AccessMap map =
        parse("127.77.3.1\tallow,WHO=local,WHOL=1\n127.78.1.1\tallow,WHO=peer,MAXCPERIP=9\n");

    assertThat(map.decide(LOCAL, PEER).changing())
        .extracting(AccessRecord::action)
        .containsExactly(
            new Allow(Map.of("WHO", "local", "WHOL", "1")),
            new Allow(Map.of("WHO", "peer", "MAXCPERIP", "9")));
    assertThat(map.decide(PEER).changing()).hasSize(1);
  }

  @Test
  void eitherRecordCanTurnTheClientAway() {
    assertThat(parse("*.5977\tdeny\n127.78\tallow\n").decide(LOCAL, PEER).allowed()).isFalse();
    assertThat(parse("*.5977\tallow\n127.78\tdeny\n").decide(LOCAL, PEER).allowed()).isFalse();
    assertThat(parse("*.5977\tdeny\n").decide(PEER).allowed()).isTrue();
  }

  @Test
  void theLimitOfThePeerIsStrongerThanThatOfThePort() {
    AccessMap map =
        parse("*.5977\tallow,MAXCPERIP=3\n##POSTROOM: raised\n127.78.1.1\tallow,MAXCPERIP=60\n");

    assertThat(map.decide(LOCAL, PEER).maxPerAddress()).isEqualTo(OptionalInt.of(60));
    assertThat(map.decide(LOCAL, AddressLiteral.parse("127.78.1.2")).maxPerAddress())
        .isEqualTo(OptionalInt.of(3));
  }

  @Test
  void isWrittenAsItIsRead() {
    String text =
        """
        127.77.3.1.5977\tdeny
        *.143\tallow,IMAP_TLS_REQUIRED=1
        :2001:0db8:0000:0000:0000:0000:0000:0001.993\tallow
        """;

    assertThat(parse(text).render()).isEqualTo(text);
    assertThat(parse(text).warnings()).isEmpty();
  }

  @Test
  void aPortThatDoesNotExistIsAKeyThatNeverMatches() {
    assertThat(parse("*.65536\tdeny\n").warnings())
        .singleElement()
        .hasToString("imapaccess:1: no address matches the key '*.65536': there is no port 65536");
  }

  private static AccessMap parse(String text) {
    return AccessMap.parse(List.of(new AccessSource("imapaccess", text)));
  }
}
