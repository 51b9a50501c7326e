package dev.postroom.kubernetes.address;

import java.net.InetAddress;
import java.util.BitSet;

/**
 * The addresses of a range from {@code .2} on. {@code .1} is left out: in a pod network it is the
 * node's gateway, and the operator takes clients that come from it for translated ones.
 */
public final class AddressPool {

  private static final int FIRST = 2;

  private final LoopbackRange range;
  private final BitSet taken = new BitSet();
  private int next = FIRST;

  /**
   * @param range such as {@code 127.77.3.0/24}
   */
  public AddressPool(String range) {
    this.range = LoopbackRange.parse(range);
  }

  public String range() {
    return range.toString();
  }

  /**
   * An address that is free, in turn, so that one that was just given back is not used again soon.
   *
   * @throws IllegalStateException when all are taken
   */
  public synchronized InetAddress take() {
    for (int tried = FIRST; tried <= range.lastHost(); tried++) {
      int candidate = next;
      next = next == range.lastHost() ? FIRST : next + 1;
      if (!taken.get(candidate)) {
        taken.set(candidate);
        return range.address(candidate);
      }
    }
    throw new IllegalStateException("all addresses of " + range + " are taken");
  }

  public synchronized void giveBack(InetAddress address) {
    taken.clear(range.host(address));
  }
}
