package dev.postroom.kubernetes.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The loopback addresses {@code .2} to {@code .254} of one /24. {@code .1} is left out: in a pod
 * network it is the node's gateway, and the operator takes clients that come from it for translated
 * ones.
 */
public final class AddressPool {

  private static final Pattern RANGE = Pattern.compile("(127\\.\\d{1,3}\\.\\d{1,3}\\.)0/24");
  private static final int FIRST = 2;
  private static final int LAST = 254;

  private final String range;
  private final String prefix;
  private final BitSet taken = new BitSet(LAST + 1);
  private int next = FIRST;

  /**
   * @param range such as {@code 127.77.3.0/24}
   */
  public AddressPool(String range) {
    Matcher matcher = RANGE.matcher(range);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"" + range + "\" is not a /24 of loopback addresses such as 127.77.3.0/24");
    }
    this.range = range;
    this.prefix = matcher.group(1);
  }

  public String range() {
    return range;
  }

  /**
   * An address that is free, in turn, so that one that was just given back is not used again soon.
   *
   * @throws IllegalStateException when all are taken
   */
  public synchronized InetAddress take() {
    for (int tried = FIRST; tried <= LAST; tried++) {
      int candidate = next;
      next = next == LAST ? FIRST : next + 1;
      if (!taken.get(candidate)) {
        taken.set(candidate);
        return address(candidate);
      }
    }
    throw new IllegalStateException("all addresses of " + range + " are taken");
  }

  public synchronized void giveBack(InetAddress address) {
    taken.clear(address.getAddress()[3] & 0xff);
  }

  private InetAddress address(int last) {
    try {
      return InetAddress.getByName(prefix + last);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address in digits needs no resolver", e);
    }
  }
}
