package dev.postroom.imap.auth.sasl;

import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * What a connection has to offer to mechanisms.
 *
 * @param serverCertificate by which TLS was started; empty in the clear
 * @param clientCertificate which TLS has verified; empty where the client has shown none
 */
public record Transport(
    Optional<X509Certificate> serverCertificate, Optional<X509Certificate> clientCertificate) {

  /** A connection in the clear. */
  public static final Transport CLEAR = new Transport(Optional.empty(), Optional.empty());

  ChannelBinding binding() {
    return serverCertificate.<ChannelBinding>map(ServerEndPoint::new).orElse(ChannelBinding.NONE);
  }
}
