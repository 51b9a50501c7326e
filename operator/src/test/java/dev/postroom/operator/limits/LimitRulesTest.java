package dev.postroom.operator.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.crds.ImapServerSpec;
import dev.postroom.operator.Servers;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitRulesTest {

  private static final String TENANTS =
      """
      connections: {perAddress: {limit: 4, tenants: [
        {name: wide, networks: ['2001:db8::/32', 203.0.113.0/24], limit: 10},
        {name: site, networks: ['2001:db8:a::/48'], limit: 20},
        {name: floor, networks: ['2001:db8:a:b00::/56', 203.0.113.128/25], limit: 30},
        {name: room, networks: ['2001:db8:a:b0c::/64', 203.0.113.200], limit: 40},
        {name: desk, networks: ['2001:db8:a:b0c::1', '2001:db8:f::'], limit: 50}]}}
      """;

  private final LimitRules rules = LimitRules.of(Servers.spec(TENANTS));

  @ParameterizedTest
  @CsvSource({
    "198.51.100.7, 4",
    "203.0.113.1, 10",
    "203.0.113.129, 30",
    "203.0.113.200, 40",
    "2001:db8:1:2:0:0:0:0/64, 10",
    "2001:db8:a:1:0:0:0:0/64, 20",
    "2001:db8:a:b01:0:0:0:0/64, 30",
    "2001:db8:a:b0c:0:0:0:0/64, 40",
    "2001:db8:a:b0c:0:0:0:1, 50",
    "2001:db8:a:b0c:0:0:0:2, 40",
    // A part of the prefix does not speak for all of it, not even its first address.
    "2001:db8:a:0:0:0:0:0/48, 20",
    "2001:db8:a:b00:0:0:0:0/56, 30",
    "2001:db8:f:0:0:0:0:0/64, 10",
    "2001:db8:f:0:0:0:0:0, 50",
    "2002:db8:0:0:0:0:0:0/64, 4",
  })
  void theLongestNetworkThatHasAllOfAPeerGivesItsBase(String peer, int base) {
    assertThat(rules.base(peer)).isEqualTo(base);
  }

  @Test
  void networksThatAreAPartOfAPrefixAreKnown() {
    assertThat(rules.within("2001:db8:a:0:0:0:0:0/48")).containsExactlyInAnyOrder(30, 40, 50);
    assertThat(rules.within("2001:db8:a:b0c:0:0:0:0/64")).containsExactly(50);
    assertThat(rules.within("203.0.113.200")).isEmpty();
  }

  @Test
  void aTenantWhoseNetworkDoesNotParseIsNamed() {
    var spec =
        Servers.spec(
            "connections: {perAddress: {tenants: [{name: acme, networks: [10.0.0.0/33], limit: 5}]}}");

    assertThatThrownBy(() -> LimitRules.of(spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("tenant acme: 10.0.0.0/33 is no network:");
  }

  @Test
  void networksLeaveRoomInTheAccessMapForEveryRaise() {
    assertThat(LimitRules.of(tenants(108)).tenants().networks()).hasSize(108);
    assertThatThrownBy(() -> LimitRules.of(tenants(109)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "tenant t108: 10.108.0.0/17 takes 128 keys of the access map, and all together would be"
                + " more than 13900; use prefix lengths that 8 divides, of IPv6 16");
  }

  private static ImapServerSpec tenants(int number) {
    return Servers.spec(
        IntStream.range(0, number)
            .mapToObj(i -> "{name: t%d, networks: [10.%d.0.0/17], limit: 5}".formatted(i, i))
            .collect(Collectors.joining(", ", "connections: {perAddress: {tenants: [", "]}}")));
  }

  @Test
  void rulesThatSayTheSameStayTheSame() {
    assertThat(rules.renewed(Servers.spec(TENANTS))).isSameAs(rules);
    assertThat(rules.renewed(Servers.spec(TENANTS + "replicas: 3\n")))
        .isEqualTo(LimitRules.of(Servers.spec(TENANTS + "replicas: 3\n")))
        .extracting(LimitRules::pods)
        .isEqualTo(3);
    assertThat(rules.renewed(Servers.spec("{}"))).isEqualTo(LimitRules.of(Servers.spec("{}")));
  }

  @Test
  void whatIsDividedIsNeverNothing() {
    var small =
        LimitRules.of(
                Servers.spec(
                    "connections: {maximum: 5, perAddress: {limit: 1, autoRaise: {ceiling: 2, sharePercent: 1}}}"))
            .reaching(3);

    assertThat(small.ceiling()).isEqualTo(1);
    assertThat(small.share()).isEqualTo(1);
  }

  @Test
  void aMaximumThatRoseGivesMoreRoom() {
    var spec = Servers.spec("connections: {maximum: 400}");

    assertThat(LimitRules.of(spec).room()).isEqualTo(360);
    assertThat(LimitRules.of(spec).withMaximum(1000).room()).isEqualTo(900);
    assertThat(LimitRules.of(spec).withMaximum(1000).share()).isEqualTo(750);
  }

  @Test
  void nobodyIsJudgedSoonAfterAStart() {
    assertThat(rules.warmUp()).isEqualTo(Duration.ofMinutes(5));
    assertThat(
            LimitRules.of(
                    Servers.spec("connections: {perAddress: {autoRaise: {quietSeconds: 10}}}"))
                .warmUp())
        .isEqualTo(Duration.ofSeconds(10));
  }
}
