package dev.postroom.contract.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CourierSettingsTest {

  @Test
  void noNameOccursTwice() {
    assertThat(CourierSettings.all()).extracting(CourierSetting::name).doesNotHaveDuplicates();
  }

  @Test
  void aVariableThatCourierDoesNotKnowSaysSoByItsName() {
    assertThat(PostroomSettings.ALL)
        .allSatisfy(setting -> assertThat(setting.name()).startsWith(PostroomSettings.PREFIX));
    assertThat(CourierSettings.all())
        .filteredOn(setting -> setting.name().startsWith(PostroomSettings.PREFIX))
        .isEqualTo(PostroomSettings.ALL);
  }

  @Test
  void everyDefaultFitsItsType() {
    var defaults =
        EffectiveSettings.plain(SettingsFile.empty("imapd-ssl"), SettingsFile.empty("imapd"));

    assertThat(CourierSettings.all())
        .allSatisfy(
            setting ->
                defaults
                    .value(setting.name())
                    .ifPresent(value -> assertThat(setting.problem(value.text())).isEmpty()));
  }

  @Test
  void everyMeaningIsOneSentence() {
    assertThat(CourierSettings.all())
        .allSatisfy(setting -> assertThat(setting.meaning()).matches("[A-Z0-9].*[^.]\\."));
  }

  @Test
  void aNameIsFoundExactlyAsItIsWritten() {
    assertThat(CourierSettings.find("MAXPERIP")).map(CourierSetting::name).contains("MAXPERIP");
    assertThat(CourierSettings.find("maxperip")).isEmpty();
    assertThat(CourierSettings.find("MAXPERPI")).isEmpty();
  }

  @Test
  void theServiceOfAPortIsFoundByAnyPort() {
    assertThat(CourierSettings.find("AUTHSERVICE993"))
        .map(CourierSetting::name)
        .contains("AUTHSERVICEnnn");
    assertThat(CourierSettings.find("AUTHSERVICE")).isEmpty();
    assertThat(CourierSettings.find("AUTHSERVICEnnn")).isEmpty();
  }
}
