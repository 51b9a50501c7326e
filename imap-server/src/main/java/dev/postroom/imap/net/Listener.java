package dev.postroom.imap.net;

import java.time.Duration;

/**
 * The kinds of listening socket. Courier runs a process for each of the first two, named as here;
 * the others are for clients inside the cluster, who come without a load balancer.
 */
public enum Listener {
  /** PORT: in the clear, with STARTTLS where there is a certificate. */
  IMAP("imapd", false),
  /** SSLPORT: TLS from the first byte. */
  IMAPS("imapd-ssl", true),
  /** POSTROOM_CLUSTER_PORT: as PORT, and never with a PROXY header. */
  CLUSTER_IMAP("imapd-cluster", false),
  /** POSTROOM_CLUSTER_SSLPORT: as SSLPORT, and never with a PROXY header. */
  CLUSTER_IMAPS("imapd-ssl-cluster", true);

  /** How long a client may take for a TLS handshake. */
  static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(30);

  private final String label;
  private final boolean implicitTls;

  Listener(String label, boolean implicitTls) {
    this.label = label;
    this.implicitTls = implicitTls;
  }

  /** Its name in the log, in metrics and in the peer report; Courier's where Courier has one. */
  public String label() {
    return label;
  }

  /** Whether TLS comes before everything, by the variables of imapd-ssl; imapd's otherwise. */
  public boolean implicitTls() {
    return implicitTls;
  }
}
