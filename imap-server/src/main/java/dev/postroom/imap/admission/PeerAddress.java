package dev.postroom.imap.admission;

import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A client's address as limits count it: a v4-mapped IPv6 address is the IPv4 address it stands
 * for, and a zone does not matter.
 *
 * @param address without zone, never v4-mapped
 */
public record PeerAddress(InetAddress address) {

  public static PeerAddress of(InetAddress address) {
    try {
      // getByAddress turns ::ffff:a.b.c.d into a.b.c.d by itself and knows no zone.
      return new PeerAddress(InetAddress.getByAddress(address.getAddress()));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("neither 4 nor 16 bytes long: " + address, e);
    }
  }

  /** As people write it: {@code 203.0.113.7}, or RFC 5952 for IPv6. */
  public String text() {
    return NetUtil.toAddressString(address);
  }

  /**
   * As Courier logs it, IPv4 addresses v4-mapped ({@code ::ffff:203.0.113.7}); fail2ban's filters
   * expect this form.
   */
  public String courierText() {
    return address instanceof Inet4Address ? "::ffff:" + text() : text();
  }
}
