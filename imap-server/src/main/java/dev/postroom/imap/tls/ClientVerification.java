package dev.postroom.imap.tls;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Whether clients are asked for a certificate. One that is shown must be valid in any case, or the
 * handshake fails.
 *
 * @param level Courier's TLS_VERIFYPEER
 * @param trusted who may vouch for clients; empty exactly where nobody is asked
 */
public record ClientVerification(Level level, List<X509Certificate> trusted) {

  /** Nobody is asked. */
  public static final ClientVerification NONE = new ClientVerification(Level.NONE, List.of());

  public ClientVerification {
    trusted = List.copyOf(trusted);
    if (trusted.isEmpty() != (level == Level.NONE)) {
      throw new IllegalArgumentException(level + " with " + trusted.size() + " trusted");
    }
  }

  /** The words of TLS_VERIFYPEER. */
  public enum Level {
    /** Clients are not asked. */
    NONE,
    /** Clients are asked, and may have none. */
    PEER,
    /** Without a certificate there is no connection. */
    REQUIREPEER
  }
}
