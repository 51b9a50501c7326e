package dev.postroom.imap.tls;

/** The versions that are spoken; RFC 8996 has ended those before. */
public enum TlsVersion {
  TLS_1_3("TLSv1.3"),
  TLS_1_2("TLSv1.2");

  private final String protocol;

  TlsVersion(String protocol) {
    this.protocol = protocol;
  }

  /** The name that the engines use. */
  public String protocol() {
    return protocol;
  }
}
