package dev.postroom.operator.limits;

import dev.postroom.contract.access.Network;
import java.net.Inet4Address;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Single addresses as an administrator writes them into an annotation, separated by commas, blanks
 * or line ends: {@code 203.0.113.7=120, 2001:db8:1::/64=60} with limits, {@code 203.0.113.9}
 * without. An IPv6 address stands for the prefix under which it is judged.
 */
public final class AddressList {

  /** More single addresses than a person keeps in mind; networks are what tenants are for. */
  static final int MAX_ADDRESSES = 100;

  private static final int IPV4_BITS = 32;

  /** More than any address with its limit; an annotation has room for 256 KiB of anything. */
  private static final int MAX_QUOTED = 80;

  private static final Pattern SEPARATORS = Pattern.compile("[,\\s]+");

  private AddressList() {}

  /** Says what is wrong, quoting it, and what to write instead. */
  public static final class SyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private SyntaxException(String message) {
      super(message);
    }
  }

  /**
   * Addresses with a limit each, by the name under which they are judged.
   *
   * @param ipv6Prefix under how many bits IPv6 addresses are judged
   * @param maximum the highest limit there can be
   * @throws SyntaxException if it is anything else; nothing of it is taken then
   */
  public static SortedMap<String, Integer> withLimits(String text, int ipv6Prefix, int maximum)
      throws SyntaxException {
    var limits = new TreeMap<String, Integer>();
    for (var entry : entries(text)) {
      int equals = entry.indexOf('=');
      if (equals < 0) {
        throw new SyntaxException(
            "%s has no limit; write ADDRESS=LIMIT, such as 203.0.113.7=120"
                .formatted(quoted(entry)));
      }
      var peer = peer(entry.substring(0, equals), ipv6Prefix);
      if (limits.put(peer, limit(entry, entry.substring(equals + 1), maximum)) != null) {
        throw twice(peer);
      }
    }
    return Collections.unmodifiableSortedMap(limits);
  }

  /**
   * Addresses, by the name under which they are judged.
   *
   * @param ipv6Prefix under how many bits IPv6 addresses are judged
   * @throws SyntaxException if it is anything else; nothing of it is taken then
   */
  public static SortedSet<String> plain(String text, int ipv6Prefix) throws SyntaxException {
    var peers = new TreeSet<String>();
    for (var entry : entries(text)) {
      if (!peers.add(peer(entry, ipv6Prefix))) {
        throw twice(entry);
      }
    }
    return Collections.unmodifiableSortedSet(peers);
  }

  private static List<String> entries(String text) throws SyntaxException {
    var entries =
        SEPARATORS
            .splitAsStream(text)
            .filter(entry -> !entry.isEmpty())
            .limit(MAX_ADDRESSES + 1)
            .toList();
    if (entries.size() > MAX_ADDRESSES) {
      throw new SyntaxException(
          "it names more than %d addresses; give networks a limit in connections.perAddress.tenants"
              .formatted(MAX_ADDRESSES));
    }
    return entries;
  }

  private static String peer(String text, int ipv6Prefix) throws SyntaxException {
    Network network;
    try {
      network = Network.parse(quoted(text));
    } catch (IllegalArgumentException e) {
      throw new SyntaxException(
          "%s is no address; write one such as 203.0.113.7 or 2001:db8:1:2::/64"
              .formatted(quoted(text)));
    }
    int least = network.address() instanceof Inet4Address ? IPV4_BITS : ipv6Prefix;
    if (network.prefixLength() < least) {
      throw new SyntaxException(
          "%s is a network of many clients; give it a limit in connections.perAddress.tenants"
              .formatted(text));
    }
    return PeerKey.of(network.toString(), ipv6Prefix).orElseThrow();
  }

  private static int limit(String entry, String text, int maximum) throws SyntaxException {
    if (text.matches("[0-9]{1,9}")) {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= maximum) {
        return limit;
      }
    }
    throw new SyntaxException(
        "%s: a limit is a number from 1 to %d, which is connections.maximum"
            .formatted(quoted(entry), maximum));
  }

  private static String quoted(String entry) {
    return entry.length() <= MAX_QUOTED ? entry : entry.substring(0, MAX_QUOTED) + "…";
  }

  private static SyntaxException twice(String peer) {
    return new SyntaxException("%s is named twice; remove one of them".formatted(peer));
  }
}
