package dev.postroom.contract;

import java.net.InetAddress;
import java.util.regex.Pattern;

/** Reads IP addresses as they are written, and never asks a name server. */
public final class AddressLiteral {

  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

  /** Enough to tell an IPv6 literal from everything else; zones are left out on purpose. */
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

  private AddressLiteral() {}

  /**
   * The address: four decimal numbers without leading zeros, or an IPv6 address in any form of RFC
   * 4291, 2.2. A v4-mapped one is the IPv4 address in it.
   *
   * @throws IllegalArgumentException when the text is neither
   */
  public static InetAddress parse(String text) {
    if (IPV4.matcher(text).matches() || IPV6.matcher(text).matches()) {
      try {
        return InetAddress.ofLiteral(text);
      } catch (IllegalArgumentException e) {
        throw notAnAddress(text, e);
      }
    }
    throw notAnAddress(text, null);
  }

  private static IllegalArgumentException notAnAddress(String text, Throwable cause) {
    return new IllegalArgumentException("'" + text + "' is not an IP address", cause);
  }
}
