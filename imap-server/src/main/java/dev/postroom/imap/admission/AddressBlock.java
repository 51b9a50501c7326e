package dev.postroom.imap.admission;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * The addresses that are counted as one client: an IPv4 address by itself, or the IPv6 addresses of
 * a prefix, because one household or office owns the whole of it. Two numbers instead of an {@link
 * InetAddress}, which takes four times the memory.
 *
 * @param ipv4 whether they are IPv4 addresses
 * @param high the first eight bytes of an IPv6 address, 0 for IPv4
 * @param low the last eight bytes of an IPv6 address, or the IPv4 address
 * @param prefixLength how many bits they have in common; the others are 0 above
 */
public record AddressBlock(boolean ipv4, long high, long low, int prefixLength) {

  private static final int IPV4_BITS = 32;
  private static final int IPV6_BITS = 128;

  /** What couriertcpd's -maxperc compares: all bytes of an address but the last. */
  private static final int LAST_BYTE = 8;

  /**
   * The block that a client is counted in.
   *
   * @param ipv6Prefix how many bits of IPv6 addresses count, from 1 to 128
   */
  public static AddressBlock counted(PeerAddress peer, int ipv6Prefix) {
    return of(peer.address(), IPV4_BITS, ipv6Prefix);
  }

  /** The 256 addresses around a client that -maxperc counts together. */
  static AddressBlock classC(PeerAddress peer) {
    return of(peer.address(), IPV4_BITS - LAST_BYTE, IPV6_BITS - LAST_BYTE);
  }

  private static AddressBlock of(InetAddress address, int ipv4Prefix, int ipv6Prefix) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    if (bytes.remaining() == Integer.BYTES) {
      long bits = Integer.toUnsignedLong(bytes.getInt());
      return new AddressBlock(true, 0, bits & leading(ipv4Prefix + Integer.SIZE), ipv4Prefix);
    }
    return new AddressBlock(
        false,
        bytes.getLong() & leading(ipv6Prefix),
        bytes.getLong() & leading(ipv6Prefix - Long.SIZE),
        ipv6Prefix);
  }

  /** Whether it is one address. */
  public boolean isAddress() {
    return prefixLength == (ipv4 ? IPV4_BITS : IPV6_BITS);
  }

  /**
   * As people write it: {@code 203.0.113.7}, or RFC 5952 for IPv6, with the length behind a slash
   * unless it is one address: {@code 2001:db8:1:2::/64}.
   */
  public String text() {
    String address = NetUtil.toAddressString(first());
    return isAddress() ? address : address + "/" + prefixLength;
  }

  /**
   * As Courier logs an address, IPv4 v4-mapped ({@code ::ffff:203.0.113.7}); a prefix as {@link
   * #text} writes it.
   */
  public String courierText() {
    return ipv4 ? "::ffff:" + text() : text();
  }

  private InetAddress first() {
    byte[] bytes =
        ipv4
            ? ByteBuffer.allocate(Integer.BYTES).putInt((int) low).array()
            : ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("An address of " + bytes.length + " bytes", e);
    }
  }

  /** A mask of so many leading bits of 64; none for what is negative, all beyond 64. */
  private static long leading(int bits) {
    return bits <= 0 ? 0 : bits >= Long.SIZE ? -1 : -1L << (Long.SIZE - bits);
  }
}
