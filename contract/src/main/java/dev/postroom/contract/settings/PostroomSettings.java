package dev.postroom.contract.settings;

import static dev.postroom.contract.settings.CourierSetting.Effect.LIVE;
import static dev.postroom.contract.settings.CourierSetting.Effect.NOT_YET;
import static dev.postroom.contract.settings.CourierSetting.Effect.RESTART;

import dev.postroom.contract.settings.CourierSetting.Effect;
import dev.postroom.contract.settings.SettingType.Flag;
import dev.postroom.contract.settings.SettingType.Networks;
import dev.postroom.contract.settings.SettingType.Number;
import dev.postroom.contract.settings.SettingType.Ports;
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
              "How many leading bits two IPv6 addresses share that count as one client."),
          setting(
              "POSTROOM_PROXY_PROTOCOL",
              new Flag(false),
              "0",
              LIVE,
              "1: whoever connects to PORT (in imapd-ssl: SSLPORT) must be a load balancer among"
                  + " POSTROOM_TRUSTED_PROXIES that says by the PROXY protocol, version 1 or 2, who"
                  + " its client is."),
          unset(
              "POSTROOM_TRUSTED_PROXIES",
              SettingsFileName.IMAPD,
              new Networks(),
              LIVE,
              "Networks of load balancers whose PROXY headers are believed, by blanks or commas;"
                  + " needed where POSTROOM_PROXY_PROTOCOL, or -haproxy among TCPDOPTS, asks for"
                  + " headers."),
          unset(
              "POSTROOM_CLUSTER_PORT",
              SettingsFileName.IMAPD,
              new Ports(),
              RESTART,
              "Where clients inside the cluster connect, who come without a PROXY header; written"
                  + " and served like PORT."),
          unset(
              "POSTROOM_CLUSTER_SSLPORT",
              SettingsFileName.IMAPD_SSL,
              new Ports(),
              RESTART,
              "The same with TLS from the first byte, served like SSLPORT."));

  private PostroomSettings() {}

  private static CourierSetting unset(
      String name, SettingsFileName file, SettingType type, Effect effect, String meaning) {
    return new CourierSetting(name, file, type, Optional.empty(), meaning, effect);
  }

  private static CourierSetting setting(
      String name, SettingType type, String defaultValue, Effect effect, String meaning) {
    return new CourierSetting(
        name, SettingsFileName.IMAPD, type, Optional.of(defaultValue), meaning, effect);
  }
}
