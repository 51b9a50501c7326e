package dev.postroom.imap.admission;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.function.BiConsumer;

/**
 * What is remembered of addresses without connections, up to a bound. Strangers are apart from
 * those from which somebody logged in: however many strangers come, they displace only each other.
 * Who was heard of longest ago goes first. Not safe for threads.
 */
final class IdleAddresses {

  /** How many strangers, at some 300 bytes each. */
  static final int MAX_STRANGERS = 256;

  /** How many others, at some 600 bytes each. */
  static final int MAX_KNOWN = 256;

  /** How many users these may have together, at some 120 bytes each. */
  static final int MAX_USERS = 4096;

  /** The address heard of longest ago first. */
  private final LinkedHashMap<AddressBlock, AddressState> strangers = new LinkedHashMap<>();

  private final LinkedHashMap<AddressBlock, AddressState> known = new LinkedHashMap<>();

  /** Users remembered for {@link #known}; none is added or forgotten while an address is here. */
  private int users;

  /** Takes out what is known of an address; null if nothing is. */
  AddressState remove(AddressBlock block) {
    AddressState state = strangers.remove(block);
    if (state == null) {
      state = known.remove(block);
      users -= state == null ? 0 : state.rememberedUsers();
    }
    return state;
  }

  /** Remembers an address that was heard of just now and is not here. */
  void put(AddressBlock block, AddressState state, Instant now) {
    if (state.isStranger()) {
      strangers.put(block, state);
    } else {
      known.put(block, state);
      users += state.rememberedUsers();
    }
    forgetQuiet(now);
    if (strangers.size() > MAX_STRANGERS) {
      strangers.pollFirstEntry();
    }
    while (known.size() > MAX_KNOWN || users > MAX_USERS) {
      forgetFirstKnown();
    }
  }

  /** Forgets those of whom nothing was heard for long enough. */
  void forgetQuiet(Instant now) {
    while (!strangers.isEmpty() && strangers.firstEntry().getValue().isQuiet(now)) {
      strangers.pollFirstEntry();
    }
    while (!known.isEmpty() && known.firstEntry().getValue().isQuiet(now)) {
      forgetFirstKnown();
    }
  }

  void forEach(BiConsumer<AddressBlock, AddressState> visitor) {
    known.forEach(visitor);
    strangers.forEach(visitor);
  }

  int size() {
    return known.size() + strangers.size();
  }

  private void forgetFirstKnown() {
    users -= known.pollFirstEntry().getValue().rememberedUsers();
  }
}
