package dev.postroom.imap.net;

import java.time.Duration;

/** The two kinds of listening socket. Courier runs a process for each, named as here. */
public enum Listener {
  /** PORT: in the clear, with STARTTLS where there is a certificate. */
  IMAP("imapd"),
  /** SSLPORT: TLS from the first byte. */
  IMAPS("imapd-ssl");

  /** How long a client may take for a TLS handshake. */
  static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(30);

  private final String courierName;

  Listener(String courierName) {
    this.courierName = courierName;
  }

  /** The name of Courier's process and of its settings file. */
  public String courierName() {
    return courierName;
  }
}
