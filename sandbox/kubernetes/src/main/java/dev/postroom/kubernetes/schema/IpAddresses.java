package dev.postroom.kubernetes.schema;

import java.util.regex.Pattern;

/**
 * IP addresses and networks in text, as Go's {@code net.ParseIP} and {@code net.ParseCIDR} read
 * them.
 */
final class IpAddresses {

  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
  private static final int IPV6_GROUPS = 8;

  private IpAddresses() {}

  static boolean isIp(String text) {
    return isIpv4(text) || isIpv6(text);
  }

  static boolean isIpv4(String text) {
    return IPV4.matcher(text).matches();
  }

  static boolean isIpv6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text) == IPV6_GROUPS;
    }
    var before = text.substring(0, gap);
    var after = text.substring(gap + 2);
    int left = before.isEmpty() ? 0 : groups(before);
    int right = after.isEmpty() ? 0 : groups(after);
    return left >= 0 && right >= 0 && !before.contains(".") && left + right < IPV6_GROUPS;
  }

  static boolean isCidr(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return false;
    }
    var address = text.substring(0, slash);
    var bits = text.substring(slash + 1);
    if (!bits.matches("0|[1-9]\\d{0,2}")) {
      return false;
    }
    int length = Integer.parseInt(bits);
    return isIpv4(address) && length <= 32 || isIpv6(address) && length <= 128;
  }

  /** How many 16-bit groups the text stands for, a trailing IPv4 address being two; -1 if none. */
  private static int groups(String text) {
    var parts = text.split(":", -1);
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      if (last && isIpv4(parts[i])) {
        return parts.length + 1;
      }
      if (!GROUP.matcher(parts[i]).matches()) {
        return -1;
      }
    }
    return parts.length;
  }
}
