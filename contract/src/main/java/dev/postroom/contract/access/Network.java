package dev.postroom.contract.access;

import dev.postroom.contract.AddressLiteral;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The addresses that begin with the same bits. IPv4 and IPv6 are apart; a v4-mapped address or
 * network is the IPv4 one.
 *
 * @param address the first address of the network; given any other of its addresses, that one is
 *     taken
 * @param prefixLength how many bits are the same, from 0 to 32 or 128
 */
public record Network(InetAddress address, int prefixLength) implements AccessKey {

  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,3}");
  private static final Pattern SHORT_IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){0,2}");

  /** Bits of a v4-mapped address before the IPv4 address in it (RFC 4291, 2.5.5.2). */
  private static final int MAPPED_BITS = 96;

  private static final int IPV6_BITS = 128;

  /**
   * @throws IllegalArgumentException when the length is longer than the address, or negative
   */
  public Network {
    address = fromBytes(address.getAddress());
    int bits = address.getAddress().length * Byte.SIZE;
    if (prefixLength < 0 || prefixLength > bits) {
      throw new IllegalArgumentException(
          "a prefix of %d bits does not fit %s; use 0 to %d"
              .formatted(prefixLength, address.getHostAddress(), bits));
    }
    address = masked(address.getAddress(), prefixLength);
  }

  /** The network of this one address. */
  public static Network of(InetAddress address) {
    InetAddress unmapped = fromBytes(address.getAddress());
    return new Network(unmapped, unmapped.getAddress().length * Byte.SIZE);
  }

  /** How many keys a record of it takes in an access map that couriertcpd reads. */
  public int keys() {
    return 1 << KeySyntax.keyLength(this) - prefixLength;
  }

  /**
   * Reads {@code address/length}, or an address alone. Of IPv4 the last octets may be missing
   * ({@code 10/8}). An address that is not the network's first one stands for the network it is in.
   *
   * @throws IllegalArgumentException saying what is wrong with the text
   */
  public static Network parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return of(AddressLiteral.parse(text));
    }
    String length = text.substring(slash + 1);
    if (!LENGTH.matcher(length).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' does not end in a number of bits, such as 203.0.113.0/28");
    }
    String written = text.substring(0, slash);
    InetAddress address = AddressLiteral.parse(completed(written));
    boolean mapped = written.contains(":") && address.getAddress().length * Byte.SIZE < IPV6_BITS;
    int bits = Integer.parseInt(length);
    if (!mapped) {
      return new Network(address, bits);
    }
    if (bits < MAPPED_BITS || bits > IPV6_BITS) {
      throw new IllegalArgumentException(
          "'" + text + "' is more than the v4-mapped addresses; write IPv4 and IPv6 apart");
    }
    return new Network(address, bits - MAPPED_BITS);
  }

  /** Whether the address, or the IPv4 address mapped in it, begins with the network's bits. */
  public boolean contains(InetAddress other) {
    InetAddress unmapped = fromBytes(other.getAddress());
    return isIpv4() == isIpv4(unmapped)
        && masked(unmapped.getAddress(), prefixLength).equals(address);
  }

  /** {@code address/length}. */
  @Override
  public String toString() {
    return address.getHostAddress() + "/" + prefixLength;
  }

  boolean isIpv4() {
    return isIpv4(address);
  }

  /** The network of {@code shorter} bits that this one is in. */
  Network widened(int shorter) {
    return new Network(address, shorter);
  }

  /**
   * The {@code 2^(longer - prefixLength)} networks of {@code longer} bits in this one, in order.
   */
  Stream<Network> subnets(int longer) {
    byte[] first = address.getAddress();
    int bits = first.length * Byte.SIZE;
    BigInteger start = new BigInteger(1, first);
    return LongStream.range(0, 1L << (longer - prefixLength))
        .mapToObj(i -> start.add(BigInteger.valueOf(i).shiftLeft(bits - longer)))
        .map(value -> new Network(fromNumber(value, first.length), longer));
  }

  /** The address whose {@code length} bytes are this number. */
  static InetAddress fromNumber(BigInteger value, int length) {
    byte[] bytes = new byte[length];
    byte[] digits = value.toByteArray();
    int copied = Math.min(digits.length, length);
    System.arraycopy(digits, digits.length - copied, bytes, length - copied, copied);
    return fromBytes(bytes);
  }

  static boolean isIpv4(InetAddress address) {
    return address.getAddress().length == 4;
  }

  /** Makes a v4-mapped address the IPv4 one and drops names and zones. */
  static InetAddress fromBytes(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("An address of " + bytes.length + " bytes", e);
    }
  }

  private static InetAddress masked(byte[] bytes, int length) {
    for (int i = 0; i < bytes.length; i++) {
      int kept = Math.clamp(length - i * Byte.SIZE, 0, Byte.SIZE);
      bytes[i] &= (byte) (0xFF << (Byte.SIZE - kept));
    }
    return fromBytes(bytes);
  }

  private static String completed(String written) {
    if (!SHORT_IPV4.matcher(written).matches()) {
      return written;
    }
    long dots = written.chars().filter(c -> c == '.').count();
    return written + ".0".repeat(3 - (int) dots);
  }
}
