package dev.postroom.contract.settings;

import dev.postroom.contract.AddressLiteral;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads {@code PORT} and {@code SSLPORT} (couriertcpd's list argument): commas between entries,
 * each a {@code port} or {@code address.port} divided at the last dot, a port being a number or a
 * service's name.
 */
public final class ListenAddresses {

  /** Most entries read; each is a socket. */
  public static final int MAX_ENTRIES = 64;

  private static final String ANY = "0";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");

  /** The services of IANA's registry that carry IMAP. */
  private static final Map<String, Integer> SERVICES =
      Map.of("imap", 143, "imap2", 143, "imap3", 220, "imaps", 993);

  private ListenAddresses() {}

  /** Where IMAP is spoken in the clear until STARTTLS: {@code PORT} and {@code ADDRESS}. */
  public static List<ListenAddress> plain(EffectiveSettings settings) {
    return parse(settings.text("PORT"), settings.text("ADDRESS"));
  }

  /** Where TLS comes first: {@code SSLPORT} and {@code SSLADDRESS}. */
  public static List<ListenAddress> tls(EffectiveSettings settings) {
    return parse(settings.text("SSLPORT"), settings.text("SSLADDRESS"));
  }

  /** Where clients inside the cluster speak IMAP; nowhere unless the site says where. */
  public static List<ListenAddress> cluster(EffectiveSettings settings) {
    return ifSet(settings.text("POSTROOM_CLUSTER_PORT"));
  }

  /** Where clients inside the cluster speak TLS first; nowhere unless the site says where. */
  public static List<ListenAddress> clusterTls(EffectiveSettings settings) {
    return ifSet(settings.text("POSTROOM_CLUSTER_SSLPORT"));
  }

  private static List<ListenAddress> ifSet(String ports) {
    return ports.isEmpty() ? List.of() : parse(ports, ANY);
  }

  /**
   * The entries in their order, repeated ones once.
   *
   * @param ports the list
   * @param defaultAddress for entries without an address; {@code 0} or empty is every address
   * @throws IllegalArgumentException naming the entry that is no port, or no address
   */
  public static List<ListenAddress> parse(String ports, String defaultAddress) {
    Optional<InetAddress> fallback = address(defaultAddress);
    var found = new ArrayList<ListenAddress>();
    for (String entry : ports.split(",", -1)) {
      String trimmed = entry.strip();
      int dot = trimmed.lastIndexOf('.');
      found.add(
          dot < 0
              ? new ListenAddress(fallback, port(trimmed))
              : new ListenAddress(
                  address(trimmed.substring(0, dot)), port(trimmed.substring(dot + 1))));
      if (found.size() > MAX_ENTRIES) {
        throw new IllegalArgumentException("has more than " + MAX_ENTRIES + " entries");
      }
    }
    return found.stream().distinct().toList();
  }

  static Optional<String> problem(String ports, String defaultAddress) {
    try {
      parse(ports, defaultAddress);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static int port(String text) {
    Integer service = SERVICES.get(text);
    if (service != null) {
      return service;
    }
    if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) > 65535) {
      throw new IllegalArgumentException(
          "has '" + text + "' where a port from 0 to 65535 or a service (imap, imaps) belongs");
    }
    return Integer.parseInt(text);
  }

  private static Optional<InetAddress> address(String text) {
    if (text.isEmpty() || text.equals(ANY)) {
      return Optional.empty();
    }
    try {
      InetAddress address = AddressLiteral.parse(text);
      return address.isAnyLocalAddress() ? Optional.empty() : Optional.of(address);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "has '" + text + "' where an IP address (or 0 for all) belongs", e);
    }
  }
}
