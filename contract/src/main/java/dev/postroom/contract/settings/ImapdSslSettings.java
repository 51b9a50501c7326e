package dev.postroom.contract.settings;

import static dev.postroom.contract.settings.CourierSetting.Effect.LIVE;
import static dev.postroom.contract.settings.CourierSetting.Effect.RESTART;
import static dev.postroom.contract.settings.CourierSetting.Effect.UNUSED;

import dev.postroom.contract.settings.CourierSetting.Effect;
import dev.postroom.contract.settings.SettingType.Address;
import dev.postroom.contract.settings.SettingType.Choice;
import dev.postroom.contract.settings.SettingType.Flag;
import dev.postroom.contract.settings.SettingType.Number;
import dev.postroom.contract.settings.SettingType.Path;
import dev.postroom.contract.settings.SettingType.Ports;
import dev.postroom.contract.settings.SettingType.Text;
import dev.postroom.contract.settings.SettingType.YesNo;
import java.util.List;
import java.util.Optional;

/** The variables of {@code imapd-ssl}. */
final class ImapdSslSettings {

  /**
   * Each means "or higher"; ++ forbids renegotiation as well; Courier has no word for TLS 1.3, and
   * the last three are of old files.
   */
  private static final SettingType TLS_VERSIONS =
      new Choice(
          List.of(
              "TLSv1",
              "TLSv1.1",
              "TLSv1.1+",
              "TLSv1.1++",
              "TLSv1.2",
              "TLSv1.2+",
              "TLSv1.2++",
              "TLSv1.3",
              "TLSv1.3+",
              "TLSv1.3++",
              "TLS1",
              "SSL3",
              "SSL23"));

  private static final SettingType TEXT = new Text();
  private static final SettingType PATH = new Path();
  private static final SettingType YES_NO = new YesNo();

  static final List<CourierSetting> ALL =
      List.of(
          setting(
              "SSLPORT",
              new Ports(),
              "993",
              RESTART,
              "Where TLS comes first: entries of the form port or address.port, divided by"
                  + " commas."),
          setting(
              "SSLADDRESS",
              new Address(),
              "0",
              RESTART,
              "Local address for the entries of SSLPORT that name none; 0 is every address."),
          setting(
              "SSLPIDFILE",
              PATH,
              "imapd-ssl.pid",
              UNUSED,
              "Where Courier's supervisor for SSLPORT notes its process number."),
          setting(
              "SSLLOGGEROPTS",
              TEXT,
              "-name=imapd-ssl",
              UNUSED,
              "Options of courierlogger for SSLPORT."),
          setting(
              "IMAPDSSLSTART",
              YES_NO,
              "NO",
              UNUSED,
              "Whether the machine's start script starts IMAP over TLS."),
          setting("IMAPDSTARTTLS", YES_NO, "YES", LIVE, "Whether STARTTLS is offered on PORT."),
          setting(
              "IMAP_TLS_REQUIRED",
              new Flag(false),
              "0",
              LIVE,
              "Whether login is refused until TLS is in force."),
          setting("COURIERTLS", PATH, "couriertls", UNUSED, "Program that speaks TLS for Courier."),
          unset(
              "TLS_PROTOCOL",
              TLS_VERSIONS,
              LIVE,
              "Oldest TLS version accepted; whatever it says, nothing older than TLS 1.2 is, and"
                  + " nobody can renegotiate."),
          setting(
              "TLS_STARTTLS_PROTOCOL",
              TLS_VERSIONS,
              "$TLS_PROTOCOL",
              LIVE,
              "The same for STARTTLS on PORT."),
          unset("TLS_PRIORITY", TEXT, UNUSED, "Algorithms in the notation of GnuTLS."),
          unset(
              "TLS_CIPHER_LIST",
              TEXT,
              LIVE,
              "Cipher suites for TLS 1.2, in the notation of OpenSSL; unset is those with forward"
                  + " secrecy and authenticated encryption."),
          unset(
              "TLS_MIN_DH_BITS",
              new Number(0, 65536, "bits"),
              UNUSED,
              "Smallest Diffie-Hellman group that is accepted; here keys are agreed on over"
                  + " elliptic curves only."),
          setting(
              "TLS_DHPARAMS", PATH, "dhparams.pem", UNUSED, "File with Diffie-Hellman parameters."),
          unset(
              "TLS_TIMEOUT",
              new Number(0, Integer.MAX_VALUE, "seconds"),
              UNUSED,
              "Without effect in Courier too."),
          unset(
              "TLS_INTCACHESIZE",
              new Number(0, Integer.MAX_VALUE, "sessions"),
              LIVE,
              "TLS sessions that are remembered for clients that keep no tickets; unset is 1024."),
          unset(
              "TLS_CACHEFILE",
              PATH,
              UNUSED,
              "File in which Courier's processes share TLS sessions; here clients keep them as"
                  + " tickets."),
          setting(
              "TLS_CACHESIZE",
              new Number(0, Integer.MAX_VALUE, "bytes"),
              "524288",
              UNUSED,
              "Size of TLS_CACHEFILE."),
          setting(
              "TLS_CERTFILE",
              PATH,
              "imapd.pem",
              LIVE,
              "PEM file with the certificate, its chain and, unless TLS_PRIVATE_KEYFILE is set, the"
                  + " key. Files beside it whose names end in a host's name or an address of the"
                  + " server, after a dot, are for these."),
          unset(
              "TLS_PRIVATE_KEYFILE",
              PATH,
              LIVE,
              "PEM file with the key of TLS_CERTFILE; those of"
                  + " other names and addresses beside it."),
          unset(
              "TLS_TRUSTCERTS",
              PATH,
              LIVE,
              "File or directory of certificates that clients' certificates are checked against."),
          setting(
              "TLS_VERIFYPEER",
              new Choice(List.of("NONE", "PEER", "REQUIREPEER")),
              "NONE",
              LIVE,
              "Whether clients are asked for a certificate (PEER) and turned away without one"
                  + " (REQUIREPEER)."),
          unset(
              "TLS_EXTERNAL",
              TEXT,
              LIVE,
              "Part of a client certificate's subject that is the user's name for AUTHENTICATE"
                  + " EXTERNAL."),
          setting(
              "TLS_ALPN",
              TEXT,
              "imap",
              LIVE,
              "Application protocols offered during the TLS handshake (RFC 7301)."));

  private ImapdSslSettings() {}

  private static CourierSetting setting(
      String name, SettingType type, String defaultValue, Effect effect, String meaning) {
    return new CourierSetting(
        name, SettingsFileName.IMAPD_SSL, type, Optional.of(defaultValue), meaning, effect);
  }

  private static CourierSetting unset(
      String name, SettingType type, Effect effect, String meaning) {
    return new CourierSetting(
        name, SettingsFileName.IMAPD_SSL, type, Optional.empty(), meaning, effect);
  }
}
