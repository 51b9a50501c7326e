package dev.postroom.imap.tls;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;

/** TLS for tests that need some, whatever the policy. */
public final class TestTls {

  private TestTls() {}

  public static ServerTls of(CertifiedKey certified) throws SSLException {
    return new ServerTls(
        policy(new Certificates(certified, Map.of(), Map.of()), ClientVerification.NONE),
        new TicketKeys(Clock.systemUTC(), new SecureRandom()));
  }

  static TlsPolicy policy(Certificates certificates, ClientVerification clients) {
    return new TlsPolicy(
        List.of(TlsVersion.values()),
        CipherSuite.RECOMMENDED,
        List.of("imap"),
        clients,
        certificates,
        16);
  }
}
