package dev.postroom.imap.tls;

import java.util.List;

/**
 * All that decides how TLS is spoken on a kind of listener. Equal policies are served by one {@link
 * ServerTls}, so that a change of something else leaves sessions and their cache alone.
 *
 * @param versions what is spoken, the best first
 * @param suites for TLS 1.2, in the server's order of preference; those of TLS 1.3 are all good and
 *     not chosen
 * @param applicationProtocols told by ALPN (RFC 7301) to clients that ask; empty for none
 * @param clients who must show a certificate
 * @param certificates the server's own
 * @param cachedSessions how many sessions of clients without tickets are kept
 */
public record TlsPolicy(
    List<TlsVersion> versions,
    List<CipherSuite> suites,
    List<String> applicationProtocols,
    ClientVerification clients,
    Certificates certificates,
    int cachedSessions) {

  public TlsPolicy {
    versions = List.copyOf(versions);
    suites = List.copyOf(suites);
    applicationProtocols = List.copyOf(applicationProtocols);
  }
}
