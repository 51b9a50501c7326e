package dev.postroom.kubernetes.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of loopback addresses, from a /24 to a /16.
 *
 * @param first the address of the network itself
 * @param prefixLength in bits
 */
public record LoopbackRange(InetAddress first, int prefixLength) {

  private static final Pattern TEXT =
      Pattern.compile("(127\\.\\d{1,3}\\.\\d{1,3}\\.0)/(1[6-9]|2[0-4])");

  /**
   * Reads a range.
   *
   * @param text such as {@code 127.77.3.0/24} or {@code 127.77.16.0/20}
   * @throws IllegalArgumentException where it is another one, or begins within a network
   */
  public static LoopbackRange parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (matcher.matches()) {
      var range =
          new LoopbackRange(
              InetAddress.ofLiteral(matcher.group(1)), Integer.parseInt(matcher.group(2)));
      if ((number(range.first) & range.hostBits()) == 0) {
        return range;
      }
    }
    throw new IllegalArgumentException(
        "\"%s\" is not a /24 to /16 of loopback addresses such as 127.77.3.0/24".formatted(text));
  }

  /** The highest number that {@link #address} takes: the address before the broadcast address. */
  public int lastHost() {
    return hostBits() - 1;
  }

  /** The address of a number; 1 is the one after the network's own. */
  public InetAddress address(int host) {
    if (host < 1 || host > lastHost()) {
      throw new IllegalArgumentException(host + " is not a host of " + this);
    }
    int number = number(first) + host;
    try {
      return InetAddress.getByAddress(
          new byte[] {
            (byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number
          });
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  /** The number of an address of this range. */
  public int host(InetAddress address) {
    return number(address) - number(first);
  }

  private int hostBits() {
    return (1 << (Integer.SIZE - prefixLength)) - 1;
  }

  private static int number(InetAddress address) {
    int number = 0;
    for (byte part : address.getAddress()) {
      number = number << Byte.SIZE | part & 0xff;
    }
    return number;
  }

  @Override
  public String toString() {
    return first.getHostAddress() + "/" + prefixLength;
  }
}
