package dev.postroom.imap.net;

import dev.postroom.imap.admission.AddressBlock;
import java.util.HashMap;
import java.util.Map;

/**
 * How many clients that are turned away are told so at once, in total and of one address, so that
 * one who floods the server does not take the words from the others. Safe for threads.
 */
final class RefusalPlaces {

  static final int TOTAL = 64;

  static final int PER_ADDRESS = 16;

  private final Map<AddressBlock, Integer> taken = new HashMap<>();
  private int all;

  synchronized boolean take(AddressBlock address) {
    int own = taken.getOrDefault(address, 0);
    if (all >= TOTAL || own >= PER_ADDRESS) {
      return false;
    }
    taken.put(address, own + 1);
    all++;
    return true;
  }

  synchronized void giveBack(AddressBlock address) {
    taken.computeIfPresent(address, (_, own) -> own == 1 ? null : own - 1);
    all--;
  }
}
