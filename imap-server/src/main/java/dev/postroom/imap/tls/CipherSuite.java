package dev.postroom.imap.tls;

import java.util.Arrays;
import java.util.List;

/**
 * The suites of TLS 1.2 that can be spoken, by their names at IANA, in OpenSSL's order: the
 * intersection of what BoringSSL and the JDK have. Finite-field Diffie-Hellman is in neither's, and
 * what is broken is not here.
 */
public enum CipherSuite {
  TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384("ECDHE-ECDSA-AES256-GCM-SHA384", 256),
  TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384("ECDHE-RSA-AES256-GCM-SHA384", 256),
  TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256("ECDHE-ECDSA-CHACHA20-POLY1305", 256),
  TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256("ECDHE-RSA-CHACHA20-POLY1305", 256),
  TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256("ECDHE-ECDSA-AES128-GCM-SHA256", 128),
  TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256("ECDHE-RSA-AES128-GCM-SHA256", 128),
  TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA("ECDHE-ECDSA-AES256-SHA", 256),
  TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA("ECDHE-RSA-AES256-SHA", 256),
  TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA("ECDHE-ECDSA-AES128-SHA", 128),
  TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA("ECDHE-RSA-AES128-SHA", 128),
  TLS_RSA_WITH_AES_256_GCM_SHA384("AES256-GCM-SHA384", 256),
  TLS_RSA_WITH_AES_128_GCM_SHA256("AES128-GCM-SHA256", 128),
  TLS_RSA_WITH_AES_256_CBC_SHA("AES256-SHA", 256),
  TLS_RSA_WITH_AES_128_CBC_SHA("AES128-SHA", 128);

  /**
   * What is offered unless the site says otherwise: forward secrecy and authenticated encryption,
   * as RFC 9325 section 4.2 recommends; AES-128 first, being enough and cheaper.
   */
  public static final List<CipherSuite> RECOMMENDED =
      List.of(
          TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
          TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
          TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
          TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
          TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
          TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256);

  private final String openSslName;
  private final int bits;

  CipherSuite(String openSslName, int bits) {
    this.openSslName = openSslName;
    this.bits = bits;
  }

  /** All of them, in OpenSSL's order. */
  static List<CipherSuite> all() {
    return Arrays.asList(values());
  }

  /** What OpenSSL and its users call it. */
  public String openSslName() {
    return openSslName;
  }

  int bits() {
    return bits;
  }

  /** Whether a key that is stolen later opens nothing that was recorded before. */
  public boolean forwardSecret() {
    return name().startsWith("TLS_ECDHE_");
  }

  boolean signedByEcdsa() {
    return name().contains("_ECDSA_");
  }

  boolean has(String part) {
    return name().contains(part);
  }
}
