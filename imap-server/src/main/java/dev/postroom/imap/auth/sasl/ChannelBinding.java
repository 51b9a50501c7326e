package dev.postroom.imap.auth.sasl;

import java.util.Optional;

/** What ties a login to the TLS connection that it is made over (RFC 5056). */
@FunctionalInterface
public interface ChannelBinding {

  /** There is nothing to bind to. */
  ChannelBinding NONE = type -> Optional.empty();

  /**
   * The bytes that both ends of the connection know, and nobody in between.
   *
   * @param type its registered name, such as {@code tls-exporter} (RFC 9266) or {@code
   *     tls-server-end-point} (RFC 5929)
   * @return empty where this connection has no binding of that type
   */
  Optional<byte[]> data(String type);
}
