package dev.postroom.operator.limits;

import dev.postroom.contract.access.Network;
import java.net.Inet4Address;
import java.util.Optional;

/**
 * Under which name an address is judged: an IPv4 address under its own, an IPv6 address under its
 * prefix, because one household or office owns the whole of it.
 */
public final class PeerKey {

  private static final int IPV6_BITS = 128;

  private PeerKey() {}

  /**
   * The name of an address or of a prefix that a server counts as one, such as {@code 203.0.113.7}
   * or {@code 2001:db8:1:2:0:0:0:0/64}; empty if the text is neither.
   *
   * @param ipv6Prefix length of the prefix in bits, 128 to judge each IPv6 address by itself
   */
  public static Optional<String> of(String address, int ipv6Prefix) {
    Network whole;
    try {
      whole = Network.parse(address);
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
    int length = Math.min(whole.prefixLength(), ipv6Prefix);
    return whole.address() instanceof Inet4Address || length == IPV6_BITS
        ? Optional.of(whole.address().getHostAddress())
        : Optional.of(new Network(whole.address(), length).toString());
  }

  /** Whether a text is what {@link #of} makes of some address and prefix. */
  static boolean isKey(String text) {
    Network network;
    try {
      network = Network.parse(text);
    } catch (IllegalArgumentException noNetwork) {
      return false;
    }
    return of(network.address().getHostAddress(), network.prefixLength())
        .filter(text::equals)
        .isPresent();
  }
}
