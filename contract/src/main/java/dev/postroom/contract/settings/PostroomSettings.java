package dev.postroom.contract.settings;

import static dev.postroom.contract.settings.CourierSetting.Effect.LIVE;
import static dev.postroom.contract.settings.CourierSetting.Effect.RESTART;

import dev.postroom.contract.settings.CourierSetting.Effect;
import dev.postroom.contract.settings.SettingType.Flag;
import dev.postroom.contract.settings.SettingType.Networks;
import dev.postroom.contract.settings.SettingType.Number;
import dev.postroom.contract.settings.SettingType.Ports;
import dev.postroom.contract.settings.SettingType.Text;
import java.util.List;
import java.util.Optional;

/**
 * The variables that Courier does not know. They stand in the same files under names that begin
 * with {@value #PREFIX}; a stock Courier exports them to its processes, which never look at them.
 */
final class PostroomSettings {

  static final String PREFIX = "POSTROOM_";

  private static final SettingType TEXT = new Text();

  static final List<CourierSetting> ALL =
      List.of(
          setting(
              "POSTROOM_IPV6_PREFIX",
              new Number(1, 128, "bits"),
              "64",
              LIVE,
              "How many leading bits two IPv6 addresses share that count as one client."),
          unset(
              "POSTROOM_MAXUNAUTHENTICATED",
              SettingsFileName.IMAPD,
              new Number(1, ImapdSettings.MOST_CONNECTIONS, "connections"),
              LIVE,
              "How many connections may be open without having logged in, a third of them only for"
                  + " addresses with a limit of their own or from which somebody logged in lately,"
                  + " also where this is set; unset means three quarters of MAXDAEMONS."),
          unset(
              "POSTROOM_MAXUNAUTHENTICATEDPERIP",
              SettingsFileName.IMAPD,
              new Number(1, ImapdSettings.MOST_CONNECTIONS, "connections"),
              LIVE,
              "How many of them one address may hold; unset means as many as its limit, and where"
                  + " that is everybody's and nobody has logged in yet half of it, at least 20, but no"
                  + " more than three quarters of those that are for anybody."),
          setting(
              "POSTROOM_STILL_HERE",
              new Number(0, 1740, "seconds"),
              "120",
              LIVE,
              "How often at least a client in IDLE is told * OK Still here, so that connections"
                  + " whose other end is gone are found and NATs do not forget those that are"
                  + " not; 0: never."),
          setting(
              "POSTROOM_PROXY_PROTOCOL",
              new Flag(false),
              "0",
              LIVE,
              "1: whoever connects to PORT, and where imapd-ssl does not say otherwise to SSLPORT,"
                  + " must be a load balancer among POSTROOM_TRUSTED_PROXIES that says by the PROXY"
                  + " protocol, version 1 or 2, who its client is."),
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
              "The same with TLS from the first byte, served like SSLPORT."),
          unset(
              "POSTROOM_OAUTH_ISSUER",
              SettingsFileName.IMAPD,
              TEXT,
              LIVE,
              "Whose tokens users may log in with by OAUTHBEARER and XOAUTH2, as in the claim iss;"
                  + " needs POSTROOM_OAUTH_JWKS and POSTROOM_OAUTH_AUDIENCE."),
          unset(
              "POSTROOM_OAUTH_JWKS",
              SettingsFileName.IMAPD,
              TEXT,
              LIVE,
              "Where the issuer's keys are: an https URL or a file, in the form of RFC 7517."),
          unset(
              "POSTROOM_OAUTH_AUDIENCE",
              SettingsFileName.IMAPD,
              TEXT,
              LIVE,
              "Audiences, by blanks or commas, one of which a token must be for (the claim aud)."),
          unset(
              "POSTROOM_OAUTH_SCOPE",
              SettingsFileName.IMAPD,
              TEXT,
              LIVE,
              "Scopes, by blanks or commas, all of which a token must have (the claims scope and"
                  + " scp)."),
          setting(
              "POSTROOM_OAUTH_CLAIM",
              TEXT,
              "email",
              LIVE,
              "The claim of a token that is the user's name; an email that email_verified denies is"
                  + " none."),
          setting(
              "POSTROOM_OAUTH_ALGORITHMS",
              TEXT,
              "RS256 ES256",
              LIVE,
              "How tokens may be signed: some of the RS, PS and ES algorithms of RFC 7518."),
          setting(
              "POSTROOM_OAUTH_CLOCK_SKEW",
              new Number(0, 600, "seconds"),
              "60",
              LIVE,
              "How far the issuer's clock may be from the server's."));

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
