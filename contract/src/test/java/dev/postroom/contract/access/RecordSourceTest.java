package dev.postroom.contract.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.postroom.contract.AddressLiteral;
import dev.postroom.contract.Location;
import dev.postroom.contract.access.AccessAction.Allow;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordSourceTest {

  private static final String MAP =
      """
      *\tallow,MAXCPERIP=6
      10.1\tallow,MAXCPERIP=9
      10.2\tdeny
      10.3\tallow,DEFDOMAIN=@x
      ##POSTROOM: tenants
      # tenant acme
      10.1.1\tallow,MAXCPERIP=100
      10.2.1\tallow,MAXCPERIP=100
      10.3.1\tallow,MAXCPERIP=100
      10.4.0.0/16 allow,MAXCPERIP=100
      10.4.1\tallow,MAXCPERIP=40
      ##POSTROOM: raised
      10.2.1.7\tallow,MAXCPERIP=60
      10.4.0.7\tallow,MAXCPERIP=60
      10.4.1.7\tallow,MAXCPERIP=60
      10.5.0.7\tallow,MAXCPERIP=60
      ##POSTROOM: site
      10.5.0.8\tallow,MAXCPERIP=2
      """;

  @ParameterizedTest
  @CsvSource({
    "the site's word is final though a tenant's network is longer, 10.1.1.7, 9, SITE",
    "a tenant has its limit whatever else the site says of the network, 10.3.1.7, 100, TENANT",
    "of a tenant's networks the longest counts, 10.4.1.8, 40, TENANT",
    "a raise does not take from what a tenant has, 10.4.0.7, 100, TENANT",
    "and adds to it, 10.4.1.7, 60, RAISED",
    "a raise is more than the site gives everybody, 10.5.0.7, 60, RAISED",
    "a marker holds until the next, 10.5.0.8, 2, SITE",
    "whoever is not named has what everybody has, 192.0.2.1, 6, SITE"
  })
  void theSiteComesBeforeTenantsAndRaisesAndThoseBeforeItsWordForEverybody(
      String why, String peer, int limit, RecordSource source) {
    AccessDecision decision = parse(MAP).decide(AddressLiteral.parse(peer));

    assertThat(decision.allowed()).isTrue();
    assertThat(decision.maxPerAddress()).as(why).isEqualTo(OptionalInt.of(limit));
    assertThat(decision.limiting().orElseThrow().source()).as(why).isEqualTo(source);
  }

  @Test
  void whomTheSiteDeniesNoOtherSourceLetsIn() {
    assertThat(parse(MAP).decide(AddressLiteral.parse("10.2.1.7")).allowed()).isFalse();
    assertThat(
            parse("*\tdeny\n##POSTROOM: raised\n10.1.1.7\tallow,MAXCPERIP=60\n")
                .decide(AddressLiteral.parse("10.1.1.7"))
                .allowed())
        .isFalse();
  }

  @Test
  void theSameNetworkMayBeInSeveralSourcesButTwiceInNone() {
    parse("10.1\tallow,MAXCPERIP=9\n##POSTROOM: raised\n10.1\tallow,MAXCPERIP=60\n");

    assertThatThrownBy(
            () -> parse("##POSTROOM: raised\n10.1\tallow,MAXCPERIP=9\n10.1\tallow,MAXCPERIP=60\n"))
        .isInstanceOf(AccessSyntaxException.class)
        .hasMessage("imapaccess:3: 10.1.0.0/16 is already said at imapaccess:2; keep one of them");
  }

  @Test
  void aMarkerHoldsInItsFileOnly() {
    AccessMap map =
        AccessMap.parse(
            List.of(
                new AccessSource("imapaccess/a", "##POSTROOM: raised\n10.1\tallow,MAXCPERIP=9\n"),
                new AccessSource("imapaccess/b", "10.2\tdeny\n")));

    assertThat(map.records())
        .extracting(AccessRecord::source)
        .containsExactly(RecordSource.RAISED, RecordSource.SITE);
  }

  @ParameterizedTest
  @CsvSource({
    "10.1 TAB deny",
    "10.1 TAB 'allow,MAXCPERIP=9,DEFDOMAIN=@x'",
    "10.1 TAB allow",
    "* TAB 'allow,MAXCPERIP=9'",
    "*.143 TAB 'allow,MAXCPERIP=9'"
  })
  void theOperatorCanSayNothingButALimitOfANetwork(String line) {
    String record = line.replace(" TAB ", "\t").replace("'", "");

    assertThatThrownBy(() -> parse("##POSTROOM: raised\n" + record + "\n"))
        .isInstanceOf(AccessSyntaxException.class)
        .hasMessage(
            "imapaccess:2: behind '##POSTROOM: raised' a record can only say allow,MAXCPERIP=n of a"
                + " network; write it in front, or behind '##POSTROOM: site'");
  }

  @Test
  void anUnknownSourceIsRefusedBecauseItsRecordsWouldBecomeTheSites() {
    assertThatThrownBy(() -> parse("##POSTROOM: rised\n"))
        .isInstanceOf(AccessSyntaxException.class)
        .hasMessage("imapaccess:1: 'rised' is no source of records; write site, tenants or raised");
  }

  @Test
  void whatIsWrittenNamesItsSourcesInCommentsAndIsReadBackTheSame() {
    AccessMap map = parse(MAP);

    String text = map.render();

    assertThat(text).contains("##POSTROOM: tenants\n10.1.1\tallow", "##POSTROOM: site\n10.5.0.8\t");
    assertThat(parse(text).records())
        .extracting(AccessRecord::key, AccessRecord::action, AccessRecord::source)
        .containsAll(
            map.records().stream()
                .filter(record -> !record.key().toString().equals("10.4.0.0/16"))
                .map(record -> tuple(record.key(), record.action(), record.source()))
                .toList());
  }

  @Test
  void nothingIsWrittenThatAStockCourierRefuses() {
    AccessMap map =
        parse("10.1\tallow,MAXCPERIP=9\n##POSTROOM: raised\n10.1\tallow,MAXCPERIP=60\n");

    assertThatThrownBy(map::render).isInstanceOf(AccessSyntaxException.class);
  }

  @Test
  void aRecordMadeByAProgramIsHeldToTheSame() {
    assertThatThrownBy(
            () ->
                new AccessRecord(
                    new AnyAddress(),
                    Allow.atMost(9),
                    "",
                    Location.of("ledger entry"),
                    RecordSource.RAISED))
        .isInstanceOf(AccessSyntaxException.class);
  }

  private static AccessMap parse(String text) {
    return AccessMap.parse(List.of(new AccessSource("imapaccess", text)));
  }
}
