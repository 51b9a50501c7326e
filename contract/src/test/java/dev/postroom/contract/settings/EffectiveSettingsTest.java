package dev.postroom.contract.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.contract.Location;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectiveSettingsTest {

  @Test
  void onThePlainPortImapdWinsAndOnTheTlsPortImapdSsl() {
    var imapd = imapd("MAXPERIP=10\nMAILDIRPATH=Mail");
    var imapdSsl = imapdSsl("MAXPERIP=20\nSSLPORT=994");

    assertThat(EffectiveSettings.plain(imapdSsl, imapd).number("MAXPERIP")).isEqualTo(10);
    assertThat(EffectiveSettings.tls(imapd, imapdSsl).number("MAXPERIP")).isEqualTo(20);
    assertThat(EffectiveSettings.plain(imapdSsl, imapd).text("SSLPORT")).isEqualTo("994");
    assertThat(EffectiveSettings.tls(imapd, imapdSsl).text("MAILDIRPATH")).isEqualTo("Mail");
  }

  @Test
  void aReferenceSeesTheFileThatIsSourcedBefore() {
    var imapd = imapd("A=$B");
    var imapdSsl = imapdSsl("B=set");

    assertThat(EffectiveSettings.plain(imapdSsl, imapd).text("A")).isEqualTo("set");
    assertThat(EffectiveSettings.tls(imapd, imapdSsl).text("A")).isEmpty();
  }

  @Test
  void whatNoFileSetsHoldsUpstreamsDefault() {
    var settings = plain("");

    assertThat(settings.number("MAXPERIP")).isEqualTo(4);
    assertThat(settings.number("MAXDAEMONS")).isEqualTo(40);
    assertThat(settings.flag("IMAPDSTARTTLS")).isTrue();
    assertThat(settings.flag("IMAP_TLS_REQUIRED")).isFalse();
    assertThat(settings.value("DEFDOMAIN")).isEmpty();
    assertThat(settings.text("DEFDOMAIN")).isEmpty();
    assertThat(settings.numberIfSet("MAXCPERIP")).isEmpty();
  }

  @Test
  void aDefaultThatRefersToAVariableTakesTheValueThatIsInForce() {
    assertThat(plain("IMAP_CAPABILITY=IMAP4rev1").text("IMAP_CAPABILITY_TLS"))
        .isEqualTo("IMAP4rev1 AUTH=PLAIN");
  }

  @Test
  void aReferenceInAFileDoesNotSeeDefaults() {
    assertThat(plain("X=\"<$MAXPERIP>\"").text("X")).isEqualTo("<>");
  }

  @Test
  void everyValueTellsWhereItComesFrom() {
    var settings =
        EffectiveSettings.plain(
            imapdSsl("TLS_STARTTLS_PROTOCOL=TLSv1.2+"), imapd("\nMAXPERIP=5\nMAXPERIP=6"));

    assertThat(settings.value("MAXPERIP"))
        .contains(new EffectiveValue("6", new Origin.Assigned(new Location("imapd", 3))));
    assertThat(settings.value("MAXPERIP").orElseThrow().origin()).hasToString("imapd:3");
    assertThat(settings.value("MAXDAEMONS").orElseThrow().origin()).hasToString("default");
    assertThat(settings.value("TLS_PROTOCOL").orElseThrow().origin())
        .hasToString("value of TLS_STARTTLS_PROTOCOL");
  }

  @Test
  void starttlsHasAProtocolOfItsOwnWhichByDefaultIsTheSame() {
    var own = imapdSsl("TLS_PROTOCOL=TLSv1.2\nTLS_STARTTLS_PROTOCOL=TLSv1.2++");
    var same = imapdSsl("TLS_PROTOCOL=TLSv1.2");
    var none = imapdSsl("");

    assertThat(EffectiveSettings.plain(own, imapd("")).text("TLS_PROTOCOL")).isEqualTo("TLSv1.2++");
    assertThat(EffectiveSettings.tls(imapd(""), own).text("TLS_PROTOCOL")).isEqualTo("TLSv1.2");
    assertThat(EffectiveSettings.plain(same, imapd("")).text("TLS_PROTOCOL")).isEqualTo("TLSv1.2");
    assertThat(EffectiveSettings.plain(none, imapd("")).value("TLS_PROTOCOL")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MAXPERIP=0      | MAXPERIP=0 is not a number of connections from 1 to 1000000",
        "MAXPERIP=       | MAXPERIP= is not a number of connections from 1 to 1000000",
        "MAXPERIP=5x     | MAXPERIP=5x is not a number of connections from 1 to 1000000",
        "MAXDAEMONS=99999999999 | MAXDAEMONS=99999999999 is not a number of connections from 1 to"
            + " 1000000",
        "IMAP_ACL=yes    | IMAP_ACL=yes is neither 0 nor 1; Courier takes anything else for 0",
        "IMAPDSTARTTLS=1 | IMAPDSTARTTLS=1 is neither YES nor NO; Courier takes anything else for"
            + " NO",
        "IMAP_KEYWORDS=3 | IMAP_KEYWORDS=3 is none of 0, 1, 2",
        "IMAP_UMASK=088  | IMAP_UMASK=088 is not an octal mask such as 022",
        "IMAP_EMPTYTRASH=Trash | IMAP_EMPTYTRASH=Trash is not a list of folder:days such as"
            + " Trash:7,Sent:30",
        "TLS_CERTFILE=   | TLS_CERTFILE= is not a path",
        "TLS_VERIFYPEER=x | TLS_VERIFYPEER=x is none of NONE, PEER, REQUIREPEER",
        "ADDRESS=mail    | ADDRESS=mail has 'mail' where an IP address (or 0 for all) belongs",
        "PORT=143,70000  | PORT=143,70000 has '70000' where a port from 0 to 65535 or a service"
            + " (imap, imaps) belongs",
      })
  void aValueThatDoesNotFitIsAProblemWithItsPlace(String line, String message) {
    var settings = plain("# here\n" + line);

    assertThat(settings.problems())
        .extracting(SettingProblem::toString)
        .containsExactly("imapd:2: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MAXPERIP=007",
        "IMAP_ACL=",
        "IMAP_EMPTYTRASH=30",
        "IMAP_EMPTYTRASH=Trash:7,Sent:30",
        "IMAPDSTARTTLS=no",
        "MAXCPERIP=0",
        "IMAP_ID_FIELDS=",
        "PIDFILE=",
        "TLS_PRIVATE_KEYFILE=",
        "AUTHSERVICE143=imap-inside",
        "TLS_STARTTLS_PROTOCOL=\"$TLS_PROTOCOL\"",
      })
  void aValueThatCourierTakesIsNoProblem(String line) {
    assertThat(plain(line).problems()).isEmpty();
  }

  @Test
  void aVariableWithoutEffectIsWarnedOfWhenItAsksForSomething() {
    assertThat(plain("IMAP_PROXY=0").warnings()).isEmpty();
    assertThat(plain("IMAP_PROXY=1").warnings())
        .extracting(SettingProblem::toString)
        .containsExactly("imapd:1: IMAP_PROXY has no effect in this version of Postroom");
  }

  @Test
  void aProblemStaysShortHoweverLongTheValue() {
    String message = plain("MAXPERIP=" + "9".repeat(10_000)).problems().getFirst().message();

    assertThat(message)
        .hasSizeLessThanOrEqualTo(500)
        .startsWith("MAXPERIP=9999")
        .endsWith("9 is not a number of connections from 1 to 1000000");
  }

  @Test
  void theLongestListIsCheckedToItsEnd() {
    String folders = "a:1,".repeat(16_000);

    assertThat(plain("IMAP_EMPTYTRASH=" + folders + "b:2").problems()).isEmpty();
    assertThat(plain("IMAP_EMPTYTRASH=" + folders + "b").problems()).hasSize(1);
  }

  @Test
  void askingForAValueThatDoesNotFitNamesItsPlace() {
    var settings = plain("MAXPERIP=five");

    assertThatThrownBy(() -> settings.number("MAXPERIP"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("imapd:1: MAXPERIP=five is not a number of connections from 1 to 1000000");
    assertThat(settings.text("MAXPERIP")).isEqualTo("five");
  }

  @Test
  void askingForAVariableAsWhatItIsNotFails() {
    var settings = plain("");

    assertThatThrownBy(() -> settings.number("PORT")).hasMessage("PORT is not a number");
    assertThatThrownBy(() -> settings.flag("MAXPERIP")).hasMessage("MAXPERIP is not a flag");
    assertThatThrownBy(() -> settings.number("NONE"))
        .hasMessage("Courier has no variable named NONE");
    assertThatThrownBy(() -> settings.number("MAXCPERIP"))
        .hasMessage("MAXCPERIP is not set and has no default");
  }

  @Test
  void anEmptyFlagMeansWhatCourierTakesItFor() {
    assertThat(plain("IMAP_ACL=").flag("IMAP_ACL")).isFalse();
    assertThat(plain("IMAP_MAILBOX_SANITY_CHECK=").flag("IMAP_MAILBOX_SANITY_CHECK")).isTrue();
    assertThat(plain("IMAPDSTARTTLS=").flag("IMAPDSTARTTLS")).isFalse();
    assertThat(plain("IMAP_ACL=2").flag("IMAP_ACL")).isTrue();
    assertThat(plain("IMAP_ACL=00").flag("IMAP_ACL")).isFalse();
  }

  @Test
  void aVariableThatCourierDoesNotKnowIsKeptWithAWarning() {
    var settings = plain("MAXPERPI=50");

    assertThat(settings.text("MAXPERPI")).isEqualTo("50");
    assertThat(settings.problems()).isEmpty();
    assertThat(settings.warnings())
        .extracting(SettingProblem::toString)
        .containsExactly("imapd:1: Courier has no variable named MAXPERPI; check the spelling");
  }

  @Test
  void aClientsOwnSettingsReplaceTheListeners() {
    var settings = plain("IMAP_TLS_REQUIRED=1");

    var changed =
        settings.with(
            Map.of("IMAP_TLS_REQUIRED", "0", "MAXCPERIP", "none"), new Location("imapaccess", 7));

    assertThat(changed.flag("IMAP_TLS_REQUIRED")).isFalse();
    assertThat(changed.problems())
        .extracting(SettingProblem::toString)
        .containsExactly(
            "imapaccess:7: MAXCPERIP=none is not a number of connections from 0 to 1000000");
    assertThat(settings.flag("IMAP_TLS_REQUIRED")).isTrue();
    assertThat(settings.with(Map.of(), Location.of("x"))).isSameAs(settings);
  }

  @Test
  void aDifferenceSaysWhatARunningServerCanHonour() {
    var before = plain("MAXPERIP=4\nPORT=143\nPIDFILE=/a\nMINE=1");
    var after = plain("MAXPERIP=20\nPORT=1143\nPIDFILE=/b\nMINE=2\nIMAP_IDLE_TIMEOUT=60");

    assertThat(before.differenceTo(after))
        .isEqualTo(
            new SettingsDifference(
                new TreeSet<>(List.of("MAXPERIP")), new TreeSet<>(List.of("PORT"))));
    assertThat(before.differenceTo(plain("PORT=143")).isEmpty()).isTrue();
  }

  @Test
  void differencesOfTwoListenersAddUp() {
    var plain =
        new SettingsDifference(new TreeSet<>(List.of("MAXPERIP")), new TreeSet<>(List.of("PORT")));
    var tls =
        new SettingsDifference(
            new TreeSet<>(List.of("MAXPERIP", "TLS_CERTFILE")), new TreeSet<>(List.of("SSLPORT")));

    assertThat(plain.union(tls).live()).containsExactly("MAXPERIP", "TLS_CERTFILE");
    assertThat(plain.union(tls).restart()).containsExactly("PORT", "SSLPORT");
  }

  @Test
  void onlyWhatNeedsARestartIsAmongTheRestartSettings() {
    assertThat(plain("MAXPERIP=9\nPORT=1143").restartSettings())
        .containsExactly(
            Map.entry("ADDRESS", "0"),
            Map.entry("PORT", "1143"),
            Map.entry("SSLADDRESS", "0"),
            Map.entry("SSLPORT", "993"));
  }

  @Test
  void valuesThatDoubleWithEveryLineEndInAProblem() {
    String text = "A=" + "x".repeat(40_000) + "\nB=$A\nC=$A$B\nD=1";

    var settings = plain(text);

    assertThat(settings.problems())
        .extracting(SettingProblem::toString)
        .containsExactly(
            "imapd:3: C grows too long by the variables in it; one value may have 65536 characters,"
                + " all together 4194304");
    assertThat(settings.text("D")).isEqualTo("1");
  }

  @Test
  void manyLongValuesEndInAProblem() {
    var text = new StringBuilder("A=" + "x".repeat(60_000) + "\n");
    for (int i = 0; i < 100; i++) {
      text.append("B").append(i).append("=$A\n");
    }

    assertThat(plain(text.toString()).problems()).hasSize(100 - 4_194_304 / 60_000 + 1);
  }

  private static EffectiveSettings plain(String text) {
    return EffectiveSettings.plain(imapdSsl(""), imapd(text));
  }

  private static SettingsFile imapd(String text) {
    return SettingsFile.parse("imapd", text);
  }

  private static SettingsFile imapdSsl(String text) {
    return SettingsFile.parse("imapd-ssl", text);
  }
}
