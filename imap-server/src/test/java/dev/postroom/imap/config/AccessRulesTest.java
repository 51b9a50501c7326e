package dev.postroom.imap.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.contract.access.AccessMap;
import dev.postroom.contract.access.AccessSource;
import dev.postroom.contract.report.Peer.LimitSource;
import dev.postroom.contract.settings.EffectiveSettings;
import dev.postroom.contract.settings.SettingsFile;
import dev.postroom.contract.settings.TcpdOptions;
import dev.postroom.imap.admission.AddressRules.Rule;
import dev.postroom.imap.admission.AddressRules.ServerRules;
import dev.postroom.imap.admission.UnauthenticatedRules;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRulesTest {

  private static final String MAP =
      """
      203.0.113.1\tallow,MAXCPERIP=9
      203.0.113.2\tdeny
      203.0.113.3\tallow,DEFDOMAIN=@x
      ##POSTROOM: tenants
      203.0.113.64/26\tallow,MAXCPERIP=100
      ##POSTROOM: raised
      203.0.113.65\tallow,MAXCPERIP=250
      198.51.100.7\tallow,MAXCPERIP=60
      """;

  @ParameterizedTest
  @CsvSource({
    "203.0.113.1, 9, MAXCPERIP",
    "203.0.113.3, 20, MAXPERIP",
    "203.0.113.64, 100, TENANT",
    "203.0.113.65, 250, RAISED",
    "198.51.100.7, 60, RAISED",
    "192.0.2.1, 20, MAXPERIP"
  })
  void aLimitNamesWhereItComesFrom(String address, int limit, LimitSource source) {
    assertThat(rule("MAXPERIP=20\n", address)).isEqualTo(new Rule.Limit(limit, source));
  }

  @Test
  void maxcperipInImapdIsForAllWhomNoRecordNames() {
    assertThat(rule("MAXPERIP=20\nMAXCPERIP=30\n", "192.0.2.1"))
        .isEqualTo(new Rule.Limit(30, LimitSource.MAXCPERIP, false));
    assertThat(rule("MAXPERIP=20\nMAXCPERIP=30\n", "198.51.100.7"))
        .isEqualTo(new Rule.Limit(60, LimitSource.RAISED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "0.0.0.0/0", "*.143", "127.0.0.1"})
  void aLimitForEverybodyMakesNobodyAnAcquaintance(String key) {
    EffectiveSettings settings = settings("TCPDOPTS=-accesslocal\n");
    AccessMap access =
        AccessMap.parse(List.of(new AccessSource("imapaccess", key + "\tallow,MAXCPERIP=30\n")));
    InetSocketAddress local = new InetSocketAddress("127.0.0.1", 143);
    AccessRules rules =
        new AccessRules(client -> access.decide(local, client), settings, TcpdOptions.of(settings));

    assertThat(rules.ruleFor(InetAddress.ofLiteral("192.0.2.1")))
        .isEqualTo(new Rule.Limit(30, LimitSource.MAXCPERIP, false));
  }

  @Test
  void aDenialNamesItsRecordAndWhatTheSiteWantsToSay() {
    assertThat(rule("", "203.0.113.2")).isEqualTo(new Rule.Deny("imapaccess:2", Optional.empty()));
    assertThat(rule("TCPDOPTS=-denymsg=Ask.the.postmaster\n", "203.0.113.2"))
        .isEqualTo(new Rule.Deny("imapaccess:2", Optional.of("Ask.the.postmaster")));
  }

  @Test
  void anOptionOfCouriertcpdTakesThePlaceOfTheVariable() {
    String imapd =
        "MAXDAEMONS=40\nMAXPERIP=4\nTCPDOPTS=\"-maxprocs=400 -maxperip=8 -maxperc=50 -warn=300\"\n";

    assertThat(rules(imapd).server())
        .isEqualTo(new ServerRules(400, 300, 50, 64, UnauthenticatedRules.DEFAULTS));
    assertThat(rule(imapd, "192.0.2.1")).isEqualTo(new Rule.Limit(8, LimitSource.MAXPERIP));
  }

  @Test
  void withoutOptionsTheServerHasCouriersDefaults() {
    assertThat(rules("").server())
        .isEqualTo(new ServerRules(40, 35, 40, 64, UnauthenticatedRules.DEFAULTS));
  }

  @Test
  void variablesOfOurOwnAreRead() {
    assertThat(
            rules(
                    "POSTROOM_IPV6_PREFIX=56\nPOSTROOM_MAXUNAUTHENTICATED=12\n"
                        + "POSTROOM_MAXUNAUTHENTICATEDPERIP=3\n")
                .server())
        .isEqualTo(
            new ServerRules(
                40, 35, 40, 56, new UnauthenticatedRules(OptionalInt.of(12), OptionalInt.of(3))));
  }

  private static Rule rule(String imapd, String address) {
    return rules(imapd).ruleFor(InetAddress.ofLiteral(address));
  }

  private static AccessRules rules(String imapd) {
    EffectiveSettings settings = settings(imapd);
    AccessMap access = AccessMap.parse(List.of(new AccessSource("imapaccess", MAP)));
    return new AccessRules(access::decide, settings, TcpdOptions.of(settings));
  }

  private static EffectiveSettings settings(String imapd) {
    return EffectiveSettings.plain(
        SettingsFile.empty("imapd-ssl"), SettingsFile.parse("imapd", imapd));
  }
}
