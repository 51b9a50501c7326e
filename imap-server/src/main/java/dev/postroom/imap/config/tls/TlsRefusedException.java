package dev.postroom.imap.config.tls;

import dev.postroom.contract.Location;
import java.nio.file.Path;

/** A certificate, key or authority file, or a TLS_ variable, that cannot be honoured. */
public final class TlsRefusedException extends Exception {

  private final transient Location location;

  TlsRefusedException(Location location, String message, Throwable cause) {
    super(message, cause);
    this.location = location;
  }

  TlsRefusedException(Path file, String message, Throwable cause) {
    this(Location.of(file.toString()), message, cause);
  }

  TlsRefusedException(Path file, String message) {
    this(file, message, null);
  }

  /** What is to be mended. */
  public Location location() {
    return location;
  }
}
