package dev.postroom.contract.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.postroom.contract.AddressLiteral;
import dev.postroom.contract.Location;
import dev.postroom.contract.access.AccessAction.Allow;
import dev.postroom.contract.access.AccessAction.Deny;
import java.net.Inet6Address;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AccessMapTest {

  private static final String MAP =
      """
      # who may connect
      *\tallow,MAXCPERIP=1
      10\tallow,MAXCPERIP=2
      10.1\tallow,MAXCPERIP=3
      10.1.2\tallow,MAXCPERIP=4
      10.1.2.3\tdeny

      :2001:0db8\tallow,MAXCPERIP=5
      :2001:0db8:0000:0001:0000:0000:0000:0009\tdeny
      203.0.113.0/28\tallow,MAXCPERIP=6
      203.0.113.4/30\tallow,MAXCPERIP=7
      198.51.100.9-198.51.100.20   allow,MAXCPERIP=8
      2001:db8:5::/47\tallow,MAXCPERIP=9
      """;

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 1",
    "10.0.0.1, 2",
    "10.1.0.1, 3",
    "10.1.2.4, 4",
    "2001:db8::1, 5",
    "2001:db8:0:1::9, -1",
    "2001:db9::1, 1",
    "203.0.113.15, 6",
    "203.0.113.16, 1",
    "203.0.113.7, 7",
    "198.51.100.8, 1",
    "198.51.100.9, 8",
    "198.51.100.20, 8",
    "198.51.100.21, 1",
    "2001:db8:4:1::1, 9",
    "10.1.2.3, -1",
  })
  void theLongestMatchAloneCounts(String peer, int limit) {
    AccessDecision decision = parse(MAP).decide(AddressLiteral.parse(peer));

    assertThat(decision.allowed()).isEqualTo(limit > 0);
    assertThat(decision.maxPerAddress())
        .isEqualTo(limit > 0 ? OptionalInt.of(limit) : OptionalInt.empty());
  }

  @Test
  void aMoreSpecificRecordAddsNothingOfALessSpecificOne() {
    var map = parse("10\tallow,DEFDOMAIN=@x,MAXCPERIP=9\n10.1\tallow,IMAP_TLS_REQUIRED=0");

    assertThat(map.decide(AddressLiteral.parse("10.1.0.1")).changing())
        .extracting(AccessRecord::action)
        .containsExactly(new Allow(Map.of("IMAP_TLS_REQUIRED", "0")));
  }

  @Test
  void anAddressWithoutARecordIsLetIn() {
    AccessDecision decision = parse("10\tdeny").decide(AddressLiteral.parse("192.0.2.1"));

    assertThat(decision.allowed()).isTrue();
    assertThat(decision.matched()).isEmpty();
    assertThat(decision.changing()).isEmpty();
    assertThat(decision.maxPerAddress()).isEmpty();
  }

  @Test
  void aDecisionNamesTheRecordItFollows() {
    assertThat(parse(MAP).decide(AddressLiteral.parse("10.1.2.3")).matched())
        .contains(
            new AccessRecord(
                new Network(AddressLiteral.parse("10.1.2.3"), 32),
                new Deny(),
                new Location("imapaccess", 6)));
  }

  @Test
  void aMappedAddressIsLookedUpAsIpv4() throws Exception {
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 1, 2, 3};
    var map = parse("10.1.2.3\tdeny\n:0000\tallow");

    assertThat(map.decide(Inet6Address.getByAddress(null, mapped, -1)).allowed()).isFalse();
  }

  @Test
  void filesOfADirectoryAreOneMap() {
    var map =
        AccessMap.parse(
            List.of(new AccessSource("a", "10\tdeny"), new AccessSource("b", "11\tdeny")));

    assertThat(map.decide(AddressLiteral.parse("10.0.0.1")).allowed()).isFalse();
    assertThat(map.decide(AddressLiteral.parse("11.0.0.1")).allowed()).isFalse();
  }

  @ParameterizedTest
  @MethodSource
  void aKeyThatComesTwiceIsRefusedWithBothPlaces(String first, String second, String key) {
    assertThatThrownBy(
            () ->
                AccessMap.parse(
                    List.of(
                        new AccessSource("a", "# here\n" + first + "\tallow\n"),
                        new AccessSource("b", second + "\tdeny\n"))))
        .isInstanceOf(AccessSyntaxException.class)
        .hasMessage("b:1: " + key + " is already said at a:2; keep one of them");
  }

  static Stream<Arguments> aKeyThatComesTwiceIsRefusedWithBothPlaces() {
    return Stream.of(
        arguments("10.0.0.1", "10.0.0.1", "10.0.0.1/32"),
        arguments("10.0.0", "10.0.0.0/24", "10.0.0.0/24"),
        arguments("10.0.0.0-10.0.0.255", "10.0.0", "10.0.0.0/24"),
        arguments(":2001:0db8", "2001:db8::1/32", "2001:db8:0:0:0:0:0:0/32"),
        arguments("*", "*", "*"));
  }

  @ParameterizedTest
  @MethodSource
  void aBlockThatIsNoneIsRefusedWithItsPlace(String block, String explanation) {
    assertThatThrownBy(() -> parse("10\tallow\n" + block + "\tdeny"))
        .isInstanceOf(AccessSyntaxException.class)
        .hasMessage("imapaccess:2: " + explanation);
  }

  static Stream<Arguments> aBlockThatIsNoneIsRefusedWithItsPlace() {
    return Stream.of(
        arguments("10.0.0.0/33", "a prefix of 33 bits does not fit 10.0.0.0; use 0 to 32"),
        arguments(
            "2001:db8::/129",
            "a prefix of 129 bits does not fit 2001:db8:0:0:0:0:0:0; use 0 to 128"),
        arguments("10.0.0.256/24", "'10.0.0.256' is not an IP address"),
        arguments("10.0.0.08/24", "'10.0.0.08' is not an IP address"),
        arguments(
            "10.0.0.0/255.255.255.0",
            "'10.0.0.0/255.255.255.0' does not end in a number of bits, such as 203.0.113.0/28"),
        arguments(
            "10.0.0.5-10.0.0.4", "10.0.0.5 is behind 10.0.0.4; write the lower address first"),
        arguments("10.0.0.5-10.0.0.", "'10.0.0.' is not an IP address"),
        arguments("10.0.0.5-::1", "10.0.0.5 and 0:0:0:0:0:0:0:1 are of different families"),
        arguments(
            "::ffff:0.0.0.0/90",
            "'::ffff:0.0.0.0/90' is more than the v4-mapped addresses; write IPv4 and IPv6 apart"));
  }

  @ParameterizedTest
  @MethodSource
  void aLineWithoutEffectIsReadWithAWarning(String line, String message) {
    var map = parse("10\tallow\n" + line);

    assertThat(map.warnings())
        .extracting(AccessWarning::toString)
        .containsExactly("imapaccess:2: " + message);
  }

  static Stream<Arguments> aLineWithoutEffectIsReadWithAWarning() {
    String how =
        "write 192.0.2.7, 192.0.2, :2001:0db8 (four lower-case digits a group), 192.0.2.0/28,"
            + " 2001:db8::/48, first-last or *";
    return Stream.of(
        arguments(
            "192.0.2.1 deny",
            "there is no TAB behind the key, the line is without effect; write key TAB action"),
        arguments(
            "192.0.2\tallow,MAXCPERIP=many",
            "MAXCPERIP='many' is not a positive number, MAXPERIP stays in force"),
        arguments(
            "192.0.2\tallow,MAXCPERIP",
            "MAXCPERIP='' is not a positive number, MAXPERIP stays in force"),
        arguments(
            "192.0.2\tallow,DEFDOMAIN='@x",
            "a ' is not closed; the rest of the line belongs to one value"),
        arguments(
            "192.0.2\tallowed",
            "'allowed' sets the variable ed and lets the address in; write deny, allow or"
                + " allow,NAME=value"),
        arguments(
            "192.0.2\tallow,MAX-PERIP=4",
            "'MAX-PERIP=4' is not NAME=value and changes nothing; write allow,NAME=value,..."),
        arguments(
            "192.0.2\tDeny",
            "'Deny' sets the variable Deny and lets the address in; write deny, allow or"
                + " allow,NAME=value"),
        arguments("192.0.2.\tdeny", "no address matches the key '192.0.2.': " + how),
        arguments("192.0.2 \tdeny", "no address matches the key '192.0.2 ': " + how),
        arguments("192.0.02\tdeny", "no address matches the key '192.0.02': " + how),
        arguments(
            "192.0.300\tdeny",
            "no address matches the key '192.0.300': '192.0.300.0' is not an IP address"),
        arguments("2001:db8::1\tdeny", "no address matches the key '2001:db8::1': " + how),
        arguments(":2001:DB8\tdeny", "no address matches the key ':2001:DB8': " + how),
        arguments("mail.example\tdeny", "no address matches the key 'mail.example': " + how),
        arguments(
            ":0000:0000:0000:0000:0000:ffff:c000:0201\tdeny",
            "no address matches the key ':0000:0000:0000:0000:0000:ffff:c000:0201': v4-mapped"
                + " addresses are looked up as IPv4"));
  }

  @Test
  void aFileWithForeignLineEndsIsRefused() {
    assertThatThrownBy(() -> parse("10\tallow\r\n"))
        .hasMessage(
            "imapaccess:1: carriage return or NUL character; convert the file to Unix line ends");
  }

  @Test
  void moreRecordsThanTheLimitAreRefused() {
    String keys =
        IntStream.range(0, AccessMap.MAX_RECORDS)
            .mapToObj(i -> "9.%d.%d.%d\tdeny\n".formatted(i >> 16, i >> 8 & 255, i & 255))
            .collect(Collectors.joining());

    assertThat(parse(keys).records()).hasSize(AccessMap.MAX_RECORDS);
    assertThatThrownBy(() -> parse(keys + "10\tdeny"))
        .hasMessage(
            "imapaccess:100001: more than 100000 records; write networks, not single addresses");
  }

  @Test
  void aTextBeyondTheLimitIsRefused() {
    var half = new AccessSource("half", "#".repeat(AccessMap.MAX_CHARACTERS / 2));
    var more = new AccessSource("more", half.text() + "#");

    assertThat(AccessMap.parse(List.of(half, half)).records()).isEmpty();
    assertThatThrownBy(() -> AccessMap.parse(List.of(half, more)))
        .hasMessage(
            "more: the access map has more than 8388608 characters; is this the right file?");
  }

  @Test
  void aMapIsWrittenInTheKeysThatCourierLooksUp() {
    var map =
        AccessMap.of(
            List.of(
                record("203.0.113.0/30", Allow.atMost(100), "acme: 100 connections\nall branches"),
                record("203.0.113.2", Allow.atMost(250), "raised for 50 users"),
                record("10.0.0.0/7", new Deny(), ""),
                record("2001:db8:1:4::/62", Allow.atMost(9), ""),
                record("2001:db8:1:6::/64", Allow.unchanged(), ""),
                new AccessRecord(
                    new AnyAddress(),
                    new Allow(Map.of("DEFDOMAIN", "@a,b")),
                    Location.of("default"))));

    assertThat(map.render())
        .isEqualTo(
            """
            # acme: 100 connections
            # all branches
            # 203.0.113.0/30
            203.0.113.0\tallow,MAXCPERIP=100
            203.0.113.1\tallow,MAXCPERIP=100
            203.0.113.3\tallow,MAXCPERIP=100
            # raised for 50 users
            203.0.113.2\tallow,MAXCPERIP=250
            # 10.0.0.0/7
            10\tdeny
            11\tdeny
            # 2001:db8:1:4:0:0:0:0/62
            :2001:0db8:0001:0004\tallow,MAXCPERIP=9
            :2001:0db8:0001:0005\tallow,MAXCPERIP=9
            :2001:0db8:0001:0007\tallow,MAXCPERIP=9
            :2001:0db8:0001:0006\tallow
            *\tallow,DEFDOMAIN='@a,b'
            """);
  }

  @Test
  void aMapThatTakesMoreKeysThanTheLimitIsNotWritten() {
    var map = AccessMap.of(List.of(record("2001:db8::/34", new Deny(), "")));

    assertThatThrownBy(map::render)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "test: 2001:db8:0:0:0:0:0:0/34 takes 16384 keys, and all together would be more than"
                + " 15000; use prefix lengths that 16 divides");
  }

  @Test
  void aLimitBelowOneCannotBeMade() {
    assertThatThrownBy(() -> Allow.atMost(0))
        .hasMessage("a limit of 0 connections; the least is 1, to turn an address away deny it");
  }

  @ParameterizedTest
  @CsvSource({
    "60, 60",
    "' 60', 60",
    "+60, 60",
    "060, 60",
    "60x, 60",
    "0, ",
    "-1, ",
    "x, ",
    "0x5, ",
    "2147483647, 2147483647",
    "2147483648, 2147483647",
    "99999999999999999999, 2147483647",
  })
  void aLimitIsReadAsAtoiDoes(String text, Integer limit) {
    assertThat(new Allow(Map.of("MAXCPERIP", text)).maxPerAddress())
        .isEqualTo(limit == null ? OptionalInt.empty() : OptionalInt.of(limit));
  }

  @Test
  void aSettingThatNoFileCanSayCannotBeMade() {
    assertThatThrownBy(() -> new Allow(Map.of("A B", "1")))
        .hasMessage("'A B' is not the name of a variable");
    assertThatThrownBy(() -> new Allow(Map.of("A", "1\n*\tdeny")))
        .hasMessage("the value of A holds a line end or NUL; a value is one line of text");
    assertThatThrownBy(() -> new Allow(Map.of("A", "1 ")))
        .hasMessage("the value of A ends in a blank, which Courier would cut off");
  }

  private static AccessRecord record(String network, AccessAction action, String comment) {
    return new AccessRecord(Network.parse(network), action, comment, Location.of("test"));
  }

  private static AccessMap parse(String text) {
    return AccessMap.parse(List.of(new AccessSource("imapaccess", text)));
  }
}
