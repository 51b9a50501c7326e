package dev.postroom.imap.config.tls;

import dev.postroom.contract.settings.EffectiveSettings;
import dev.postroom.contract.settings.EffectiveValue;
import dev.postroom.contract.settings.Origin;
import dev.postroom.imap.tls.Certificates;
import dev.postroom.imap.tls.CipherList;
import dev.postroom.imap.tls.CipherSuite;
import dev.postroom.imap.tls.ClientVerification;
import dev.postroom.imap.tls.ClientVerification.Level;
import dev.postroom.imap.tls.ServerTls;
import dev.postroom.imap.tls.TicketKeys;
import dev.postroom.imap.tls.TlsPolicy;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Makes TLS from the TLS_ variables and the files that they name. Where neither has changed since
 * last time it is the same TLS, with the sessions that it remembers. Used by one thread at a time.
 */
public final class TlsLoader {

  /**
   * How many sessions of clients without tickets are kept; RFC 5077 is old, so that is hardly any
   * client. A session takes about 2 KiB.
   */
  static final int CACHED_SESSIONS = 1024;

  /** The two kinds of listeners have one each, before a change and after. */
  private static final int REMEMBERED = 4;

  private final CertificateFile reader;
  private final CertificateRemarks certificateRemarks;
  private final TicketKeys tickets;
  private final Map<TlsPolicy, ServerTls> made =
      new LinkedHashMap<>(REMEMBERED, 1, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TlsPolicy, ServerTls> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * @param vertx reads PEM; nothing is run on it
   */
  public TlsLoader(Vertx vertx, Clock clock) {
    this.reader = new CertificateFile(vertx);
    this.certificateRemarks = new CertificateRemarks(clock);
    this.tickets = new TicketKeys(clock, new SecureRandom());
  }

  /**
   * @return empty when there is no certificate, and no variable asks for one
   * @throws TlsRefusedException naming what cannot be honoured
   */
  public Optional<ServerTls> load(EffectiveSettings settings, TlsSources sources)
      throws TlsRefusedException {
    Optional<Certificates> certificates = new CertificateFiles(reader, sources).find(settings);
    if (certificates.isEmpty()) {
      return Optional.empty();
    }
    certificates.get().all().stream().flatMap(certificateRemarks::of).forEach(sources::remark);
    withoutEffect(settings).forEach(sources::remark);
    TlsPolicy policy =
        new TlsPolicy(
            ProtocolVersions.of(settings.text("TLS_PROTOCOL")),
            suites(settings, sources),
            words(settings.text("TLS_ALPN")),
            clients(settings, sources),
            certificates.get(),
            Math.max(1, settings.numberIfSet("TLS_INTCACHESIZE").orElse(CACHED_SESSIONS)));
    return Optional.of(tls(policy));
  }

  private ServerTls tls(TlsPolicy policy) throws TlsRefusedException {
    ServerTls known = made.get(policy);
    if (known != null) {
      return known;
    }
    try {
      ServerTls tls = new ServerTls(policy, tickets);
      made.put(policy, tls);
      return tls;
    } catch (SSLException e) {
      throw new TlsRefusedException(
          policy.certificates().byDefault().file(), "cannot be used: " + e.getMessage(), e);
    }
  }

  /** Variables that ask for what there is not. */
  private static Stream<String> withoutEffect(EffectiveSettings settings) {
    String curvesOnly = "has no effect, since keys are agreed on over elliptic curves only";
    return Stream.of(
            remark(
                settings,
                "TLS_PROTOCOL",
                ProtocolVersions::raised,
                "is raised to TLSv1.2, since what is older is broken"),
            remark(
                settings,
                "TLS_PRIORITY",
                word -> true,
                "has no effect, being in GnuTLS's words; say it by TLS_PROTOCOL and TLS_CIPHER_LIST"),
            remark(settings, "TLS_MIN_DH_BITS", word -> true, curvesOnly),
            remark(settings, "TLS_DHPARAMS", word -> true, curvesOnly))
        .flatMap(Optional::stream);
  }

  private static Optional<String> remark(
      EffectiveSettings settings, String name, Predicate<String> when, String text) {
    return settings
        .value(name)
        .filter(value -> !(value.origin() instanceof Origin.Default))
        .filter(value -> !value.text().isEmpty() && when.test(value.text()))
        .map(value -> "%s: %s=%s %s".formatted(value.origin(), name, value.text(), text));
  }

  private static Optional<EffectiveValue> assigned(EffectiveSettings settings, String name) {
    return settings
        .value(name)
        .filter(value -> value.origin() instanceof Origin.Assigned && !value.text().isEmpty());
  }

  private static List<CipherSuite> suites(EffectiveSettings settings, TlsSources sources)
      throws TlsRefusedException {
    Optional<EffectiveValue> variable = assigned(settings, "TLS_CIPHER_LIST");
    if (variable.isEmpty()) {
      return CipherSuite.RECOMMENDED;
    }
    var location = ((Origin.Assigned) variable.get().origin()).location();
    CipherList list = CipherList.parse(variable.get().text());
    if (list.suites().isEmpty()) {
      throw new TlsRefusedException(
          location,
          "TLS_CIPHER_LIST leaves no cipher suite for TLS 1.2; there are "
              + names(List.of(CipherSuite.values())),
          null);
    }
    if (!list.unknown().isEmpty()) {
      sources.remark(
          "%s: TLS_CIPHER_LIST: nothing is named %s"
              .formatted(location, String.join(", ", list.unknown())));
    }
    List<CipherSuite> weak =
        list.suites().stream().filter(suite -> !suite.forwardSecret()).toList();
    if (!weak.isEmpty()) {
      sources.remark(
          "%s: TLS_CIPHER_LIST lets in suites with which a stolen key opens what was recorded before: %s"
              .formatted(location, names(weak)));
    }
    return list.suites();
  }

  private static String names(List<CipherSuite> suites) {
    return suites.stream().map(CipherSuite::openSslName).collect(Collectors.joining(", "));
  }

  private static ClientVerification clients(EffectiveSettings settings, TlsSources sources)
      throws TlsRefusedException {
    String word = settings.text("TLS_VERIFYPEER");
    Level level = word.isEmpty() ? Level.NONE : Level.valueOf(word);
    return level == Level.NONE
        ? ClientVerification.NONE
        : new ClientVerification(
            level,
            TrustedAuthorities.read(sources.locate(Path.of(settings.text("TLS_TRUSTCERTS")))));
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split("[\\s,]+"));
  }
}
