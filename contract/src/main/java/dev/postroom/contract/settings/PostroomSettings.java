package dev.postroom.contract.settings;

import static dev.postroom.contract.settings.CourierSetting.Effect.NOT_YET;

import dev.postroom.contract.settings.CourierSetting.Effect;
import dev.postroom.contract.settings.SettingType.Number;
import java.util.List;
import java.util.Optional;

/**
 * The variables that Courier does not know. They stand in the same files under names that begin
 * with {@value #PREFIX}; a stock Courier exports them to its processes, which never look at them.
 */
final class PostroomSettings {

  static final String PREFIX = "POSTROOM_";

  static final List<CourierSetting> ALL =
      List.of(
          setting(
              "POSTROOM_IPV6_PREFIX",
              new Number(1, 128, "bits"),
              "64",
              NOT_YET,
              "How many leading bits two IPv6 addresses share that count as one client."));

  private PostroomSettings() {}

  private static CourierSetting setting(
      String name, SettingType type, String defaultValue, Effect effect, String meaning) {
    return new CourierSetting(
        name, SettingsFileName.IMAPD, type, Optional.of(defaultValue), meaning, effect);
  }
}
