package dev.postroom.contract.access;

import dev.postroom.contract.AddressLiteral;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * The left side of a record. couriertcpd compares keys as text, so a key that is not written
 * exactly as it writes a peer's address never matches.
 *
 * <pre>
 * key   = "*" / octet *3("." octet) / 1*8(":" 4hex) / local
 * local = ("*" / octet 3("." octet) / 8(":" 4hex)) "." port    ; only with -accesslocal
 * block = address "/" bits / address "-" address      ; expanded by makedat -cidr
 * </pre>
 */
final class KeySyntax {

  /** What makedat takes for a block; blanks may stand behind it where other keys need a TAB. */
  static final Pattern BLOCK = Pattern.compile("([0-9A-Fa-f:.]+[-/][0-9A-Fa-f:.]+)\\s+(.*)");

  private static final String NUMBER = "(0|[1-9][0-9]{0,2})";
  private static final Pattern IPV4_PREFIX = Pattern.compile(NUMBER + "(\\." + NUMBER + "){0,3}");
  private static final Pattern IPV6_PREFIX = Pattern.compile("(:[0-9a-f]{4}){1,8}");
  private static final Pattern LOCAL_PORT =
      Pattern.compile(
          "(\\*|" + NUMBER + "(?:\\." + NUMBER + "){3}|(?::[0-9a-f]{4}){8})\\.([1-9][0-9]{0,4})");
  private static final int OCTET_BITS = 8;
  private static final int GROUP_BITS = 16;

  private KeySyntax() {}

  /**
   * Reads a key that is not a block.
   *
   * @throws IllegalArgumentException when no address of a peer can match it, saying how to write it
   */
  static AccessKey parse(String key) {
    if (key.equals("*")) {
      return new AnyAddress();
    }
    if (LOCAL_PORT.matcher(key).matches()) {
      return new LocalPort(
          localAddress(key), Integer.parseInt(key.substring(key.lastIndexOf('.') + 1)));
    }
    if (IPV4_PREFIX.matcher(key).matches()) {
      int octets = key.split("\\.").length;
      return new Network(AddressLiteral.parse(key + ".0".repeat(4 - octets)), octets * OCTET_BITS);
    }
    if (IPV6_PREFIX.matcher(key).matches()) {
      int groups = key.length() / 5;
      String address = key.substring(1) + (groups < 8 ? "::" : "");
      if (AddressLiteral.parse(address) instanceof Inet6Address network) {
        return new Network(network, groups * GROUP_BITS);
      }
      throw new IllegalArgumentException("v4-mapped addresses are looked up as IPv4");
    }
    throw new IllegalArgumentException(
        "write 192.0.2.7, 192.0.2, :2001:0db8 (four lower-case digits a group), 192.0.2.0/28,"
            + " 2001:db8::/48, first-last or *");
  }

  /** The address in front of the last dot; empty for {@code *}. */
  private static Optional<InetAddress> localAddress(String key) {
    String written = key.substring(0, key.lastIndexOf('.'));
    if (written.equals("*")) {
      return Optional.empty();
    }
    return Optional.of(
        AddressLiteral.parse(written.startsWith(":") ? written.substring(1) : written));
  }

  /**
   * Reads a block as the networks it is made of.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static List<Network> parseBlock(String block) {
    return block.contains("/")
        ? List.of(Network.parse(block))
        : AddressRange.parse(block).networks();
  }

  /** The shortest prefix that a key can express and that is as long as the network's or longer. */
  static int keyLength(Network network) {
    int unit = network.isIpv4() ? OCTET_BITS : GROUP_BITS;
    return Math.max(1, Math.ceilDiv(network.prefixLength(), unit)) * unit;
  }

  /** Writes a network whose prefix ends where a key can end. */
  static String render(Network network) {
    byte[] bytes = network.address().getAddress();
    int length = network.prefixLength() / OCTET_BITS;
    return network.isIpv4() ? octets(bytes, length) : groups(bytes, length);
  }

  private static String octets(byte[] bytes, int length) {
    var key = new StringJoiner(".");
    for (byte octet : Arrays.copyOf(bytes, length)) {
      key.add(Integer.toString(Byte.toUnsignedInt(octet)));
    }
    return key.toString();
  }

  private static String groups(byte[] bytes, int length) {
    var key = new StringBuilder();
    for (int i = 0; i < length; i += 2) {
      key.append(':').append(HexFormat.of().formatHex(bytes, i, i + 2));
    }
    return key.toString();
  }
}
