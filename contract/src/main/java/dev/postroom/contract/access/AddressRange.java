package dev.postroom.contract.access;

import dev.postroom.contract.AddressLiteral;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code first-last}, both included.
 *
 * @param first lowest address
 * @param last highest address, of the same family
 */
record AddressRange(InetAddress first, InetAddress last) {

  AddressRange {
    if (Network.isIpv4(first) != Network.isIpv4(last)) {
      throw new IllegalArgumentException(
          "%s and %s are of different families"
              .formatted(first.getHostAddress(), last.getHostAddress()));
    }
    if (number(first).compareTo(number(last)) > 0) {
      throw new IllegalArgumentException(
          "%s is behind %s; write the lower address first"
              .formatted(first.getHostAddress(), last.getHostAddress()));
    }
  }

  /**
   * @throws IllegalArgumentException saying what is wrong with the text
   */
  static AddressRange parse(String text) {
    int dash = text.indexOf('-');
    return new AddressRange(
        AddressLiteral.parse(text.substring(0, dash)),
        AddressLiteral.parse(text.substring(dash + 1)));
  }

  /** The fewest networks that together are the range, in order. */
  List<Network> networks() {
    var networks = new ArrayList<Network>();
    int length = first.getAddress().length;
    int bits = length * Byte.SIZE;
    BigInteger end = number(last).add(BigInteger.ONE);
    BigInteger at = number(first);
    while (at.compareTo(end) < 0) {
      int aligned = at.signum() == 0 ? bits : at.getLowestSetBit();
      int fitting = end.subtract(at).bitLength() - 1;
      int hostBits = Math.min(aligned, fitting);
      networks.add(new Network(Network.fromNumber(at, length), bits - hostBits));
      at = at.add(BigInteger.ONE.shiftLeft(hostBits));
    }
    return networks;
  }

  private static BigInteger number(InetAddress address) {
    return new BigInteger(1, address.getAddress());
  }
}
