package dev.postroom.contract.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.contract.Location;
import dev.postroom.contract.access.AccessAction.Allow;
import dev.postroom.contract.access.AccessAction.Deny;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class AccessMapProperties {

  @Property(edgeCases = EdgeCasesMode.NONE)
  void aMapReadBackDecidesAsTheMapThatWasWritten(
      @ForAll("maps") AccessMap map, @ForAll("peers") InetAddress peer) {
    var readBack = AccessMap.parse(List.of(new AccessSource("imapaccess", map.render())));

    assertThat(action(readBack.decide(peer))).isEqualTo(action(map.decide(peer)));
    assertThat(readBack.warnings()).allMatch(w -> w.message().startsWith("MAXCPERIP="));
  }

  /** The stock server knows nothing but keys; this looks a peer up as it does. */
  @Property(edgeCases = EdgeCasesMode.NONE)
  void aStockCourierDecidesTheSame(
      @ForAll("maps") AccessMap map, @ForAll("peers") InetAddress peer) {
    var keys = new HashMap<String, String>();
    map.render()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t", 2))
        .forEach(pair -> assertThat(keys.put(pair[0], pair[1])).as(pair[0]).isNull());

    assertThat(lookedUp(keys, peer))
        .isEqualTo(map.decide(peer).matched().map(r -> ActionSyntax.render(r.action())));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void theTableFindsWhatASearchOfAllRecordsFinds(
      @ForAll("maps") AccessMap map, @ForAll("peers") InetAddress peer) {
    Optional<AccessRecord> longest =
        map.records().stream()
            .filter(r -> r.key() instanceof Network network && network.contains(peer))
            .max(Comparator.comparing(r -> ((Network) r.key()).prefixLength()));

    assertThat(map.decide(peer).matched())
        .isEqualTo(
            longest.or(
                () ->
                    map.records().stream().filter(r -> r.key() instanceof AnyAddress).findFirst()));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void anActionIsReadBackAsItWasWritten(@ForAll("actions") AccessAction action) {
    assertThat(
            ActionSyntax.parse(
                ActionSyntax.render(action), oddity -> assertThat(oddity).startsWith("MAXCPERIP=")))
        .isEqualTo(action);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void theNetworksOfARangeAreItsAddressesAndNoOthers(
      @ForAll("peers") InetAddress a,
      @ForAll("peers") InetAddress b,
      @ForAll("peers") InetAddress x) {
    if (Network.isIpv4(a) != Network.isIpv4(b)) {
      return;
    }
    boolean ordered = compare(a, b) <= 0;
    var range = new AddressRange(ordered ? a : b, ordered ? b : a);
    boolean inside =
        Network.isIpv4(x) == Network.isIpv4(a)
            && compare(range.first(), x) <= 0
            && compare(x, range.last()) <= 0;

    assertThat(range.networks().stream().filter(n -> n.contains(x)).count())
        .isEqualTo(inside ? 1 : 0);
    assertThat(range.networks()).allMatch(n -> n.contains(n.address()));
  }

  @Provide
  Arbitrary<AccessMap> maps() {
    Arbitrary<AccessKey> key =
        Arbitraries.frequencyOf(
            Tuple.of(
                6,
                Combinators.combine(ipv4(), Arbitraries.integers().between(5, 32))
                    .as(Network::new)),
            Tuple.of(
                4,
                Combinators.combine(ipv6(), Arbitraries.of(32, 44, 46, 48, 60, 64, 127, 128))
                    .as(Network::new)),
            Tuple.of(1, Arbitraries.just(new AnyAddress())));
    return Combinators.combine(key, actions(), Arbitraries.of("", "a comment", "two\nlines"))
        .as((k, action, comment) -> new AccessRecord(k, action, comment, Location.of("test")))
        .list()
        .ofMaxSize(12)
        .uniqueElements(AccessRecord::key)
        .map(AccessMap::of);
  }

  @Provide
  Arbitrary<AccessAction> actions() {
    Arbitrary<String> value =
        Arbitraries.strings().withChars("ab1,'\"= \\$\t").ofMaxLength(6).map(String::stripTrailing);
    Arbitrary<AccessAction> settings =
        Arbitraries.maps(Arbitraries.of("A", "B_2", "MAXCPERIP"), value)
            .ofMaxSize(3)
            .map(Allow::new);
    Arbitrary<AccessAction> limit = Arbitraries.integers().between(1, 500).map(Allow::atMost);
    return Arbitraries.oneOf(Arbitraries.just(new Deny()), limit, settings);
  }

  @Provide
  Arbitrary<InetAddress> peers() {
    return Arbitraries.oneOf(ipv4(), ipv6());
  }

  /** Few enough octets that networks and peers meet. */
  private static Arbitrary<InetAddress> ipv4() {
    return Arbitraries.bytes()
        .list()
        .ofSize(2)
        .map(b -> address(new byte[] {10, 1, (byte) (b.getFirst() & 1), b.getLast()}));
  }

  private static Arbitrary<InetAddress> ipv6() {
    return Arbitraries.of((byte) 0, (byte) 1, (byte) 2, (byte) 16)
        .array(byte[].class)
        .ofSize(4)
        .map(
            b ->
                address(
                    new byte[] {32, 1, 13, -72, 0, b[0], 0, b[1], 0, 0, 0, 0, 0, 0, b[2], b[3]}));
  }

  private static InetAddress address(byte[] bytes) {
    return Network.fromBytes(bytes);
  }

  private static int compare(InetAddress a, InetAddress b) {
    return Arrays.compareUnsigned(a.getAddress(), b.getAddress());
  }

  private static Optional<AccessAction> action(AccessDecision decision) {
    return decision.matched().map(AccessRecord::action);
  }

  private static Optional<String> lookedUp(Map<String, String> keys, InetAddress peer) {
    boolean ipv4 = Network.isIpv4(peer);
    String key = KeySyntax.render(Network.of(peer));
    while (!key.isEmpty() && !keys.containsKey(key)) {
      key = key.substring(0, Math.max(0, key.lastIndexOf(ipv4 ? '.' : ':')));
    }
    return Optional.ofNullable(keys.getOrDefault(key, keys.get("*")));
  }
}
