package dev.postroom.imap.config.tls;

import dev.postroom.imap.tls.TlsVersion;
import java.util.List;

/**
 * What the words of TLS_PROTOCOL mean: each is "this or higher", a plus or two or none behind it.
 */
final class ProtocolVersions {

  private ProtocolVersions() {}

  /** Empty is Courier's default, TLSv1. */
  static List<TlsVersion> of(String word) {
    return word.startsWith("TLSv1.3")
        ? List.of(TlsVersion.TLS_1_3)
        : List.of(TlsVersion.TLS_1_3, TlsVersion.TLS_1_2);
  }

  /** Whether the word lets in what is not spoken any more. */
  static boolean raised(String word) {
    return !word.isEmpty() && !word.startsWith("TLSv1.2") && !word.startsWith("TLSv1.3");
  }
}
