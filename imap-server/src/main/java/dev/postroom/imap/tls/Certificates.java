package dev.postroom.imap.tls;

import java.net.InetAddress;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The certificates there are, and who gets which: the one of the name that the client asks for
 * (SNI, RFC 6066 section 3), else the one of the server's address that it came to, else the
 * default.
 *
 * @param byDefault for everybody else; unknown names are no error
 * @param byName by host name in lower case
 * @param byAddress by the server's own address
 */
public record Certificates(
    CertifiedKey byDefault,
    Map<String, CertifiedKey> byName,
    Map<InetAddress, CertifiedKey> byAddress) {

  public Certificates {
    byName = Map.copyOf(byName);
    byAddress = Map.copyOf(byAddress);
  }

  /** For clients of one of the server's addresses. */
  Certificates at(InetAddress local) {
    return new Certificates(byAddress.getOrDefault(local, byDefault), byName, Map.of());
  }

  /** The one for a name, in whatever case and with or without the dot at its end. */
  CertifiedKey named(String name) {
    return byName.getOrDefault(normalized(name), byDefault);
  }

  /** The form in which names are compared. */
  public static String normalized(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /** Every certificate once, the default first. */
  public Collection<CertifiedKey> all() {
    Set<CertifiedKey> all = new LinkedHashSet<>(List.of(byDefault));
    all.addAll(byName.values());
    all.addAll(byAddress.values());
    return all;
  }
}
