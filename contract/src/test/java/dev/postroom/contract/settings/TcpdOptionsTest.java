package dev.postroom.contract.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TcpdOptionsTest {

  @Test
  void limitsAndTheAccessMapsOptionsAreRead() {
    assertThat(
            TcpdOptions.of(
                settings(
                    "-nodnslookup -noidentlookup -maxprocs=400 -maxperip=20 -maxperc=100 -warn=300"
                        + " -denymsg=Go.away -accesslocal -haproxy=5")))
        .isEqualTo(
            new TcpdOptions(
                OptionalInt.of(400),
                OptionalInt.of(20),
                OptionalInt.of(100),
                OptionalInt.of(300),
                Optional.of("Go.away"),
                true,
                List.of()));
  }

  @Test
  void whatIsNotSaidIsLeftToTheVariables() {
    TcpdOptions nothing =
        new TcpdOptions(
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            false,
            List.of());

    assertThat(TcpdOptions.of(settings(""))).isEqualTo(nothing);
    assertThat(TcpdOptions.of(settings("  -nodnslookup\t"))).isEqualTo(nothing);
    assertThat(TcpdOptions.of(settings("-denymsg="))).isEqualTo(nothing);
  }

  @Test
  void ofAnOptionThatComesTwiceTheLastOneHolds() {
    assertThat(TcpdOptions.of(settings("-maxperc=3 -maxperc=7")).maxPerClassC())
        .isEqualTo(OptionalInt.of(7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-maxprocz=4|has '-maxprocz=4', which is no option of couriertcpd; check the spelling",
        "maxperc=4|has 'maxperc=4', which is no option; options begin with - and are divided by"
            + " blanks",
        "-maxperc=0|has '-maxperc=0', which is not a number of connections from 1 to 1000000",
        "-maxperip|has '-maxperip', which is not a number of connections from 1 to 1000000",
        "-warn=many|has '-warn=many', which is not a number of connections from 1 to 1000000",
        "-drop=BLOCK|has '-drop=BLOCK', but no DNS list is asked here, so that nobody would be"
            + " dropped; deny networks in the access map and remove it"
      })
  void whatCannotBeHonouredIsRefusedWithFileAndLine(String options, String why) {
    assertThat(settings(options).problems())
        .extracting(SettingProblem::toString)
        .containsExactly("imapd:1: TCPDOPTS=" + options + " " + why);
  }

  @ParameterizedTest
  @CsvSource({
    "-block=zen.example, no DNS list is asked; deny networks in the access map",
    "-access=/etc/x.dat, set IMAPACCESSFILE",
    "-user=courier, start the server as the user that it shall be",
    "-stderrlogger=/usr/sbin/courierlogger, the server logs to its standard output"
  })
  void whatHasNoEffectIsRemarkedUpon(String option, String instead) {
    assertThat(settings(option).problems()).isEmpty();
    assertThat(settings(option).warnings())
        .extracting(SettingProblem::toString)
        .containsExactly("imapd:1: TCPDOPTS: %s has no effect: %s".formatted(option, instead));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-nodnslookup", "-noidentlookup", "-haproxy", "-maxperc=9"})
  void nothingIsSaidOfWhatIsHonouredOrHarmless(String option) {
    assertThat(settings(option).problems()).isEmpty();
    assertThat(settings(option).warnings()).isEmpty();
  }

  private static EffectiveSettings settings(String options) {
    return EffectiveSettings.plain(
        SettingsFile.empty("imapd-ssl"),
        SettingsFile.parse("imapd", "TCPDOPTS=\"%s\"%n".formatted(options)));
  }
}
