package dev.postroom.imap.admission;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What is remembered of addresses without connections, up to a bound. They are ranked by how many
 * users are known to have logged in from there, and displace only those of their own rank:
 * strangers, however many come, no others, and one person who roams, or who owns many prefixes, no
 * office. Within a rank who was heard of longest ago goes first. Not safe for threads.
 */
final class IdleAddresses {

  /** How many of each rank: strangers at some 300 to 600 bytes each, others at some 900. */
  static final int MAX_OF_A_RANK = 256;

  /** How many users all may have together, at some 120 bytes each. */
  static final int MAX_USERS = 4096;

  private final Rank strangers = new Rank();
  private final Rank ofOneUser = new Rank();
  private final Rank ofSeveral = new Rank();
  private final List<Rank> ranks = List.of(strangers, ofOneUser, ofSeveral);

  /** Takes out what is known of an address; null if nothing is. */
  AddressState remove(AddressBlock block) {
    for (Rank rank : ranks) {
      AddressState state = rank.remove(block);
      if (state != null) {
        return state;
      }
    }
    return null;
  }

  /** Remembers an address that was heard of just now and is not here. */
  void put(AddressBlock block, AddressState state, Instant now) {
    Rank rank = rankOf(state);
    rank.add(block, state);
    forgetQuiet(now);
    if (rank.states.size() > MAX_OF_A_RANK) {
      rank.removeFirst();
    }
    // Those of one user are no more of them than the rank has room for.
    while (ofOneUser.users + ofSeveral.users > MAX_USERS) {
      ofSeveral.removeFirst();
    }
  }

  private Rank rankOf(AddressState state) {
    return switch (state.rememberedUsers()) {
      case 0 -> strangers;
      case 1 -> ofOneUser;
      default -> ofSeveral;
    };
  }

  /** Forgets those of whom nothing was heard for long enough. */
  void forgetQuiet(Instant now) {
    for (Rank rank : ranks) {
      while (!rank.states.isEmpty() && rank.states.firstEntry().getValue().isQuiet(now)) {
        rank.removeFirst();
      }
    }
  }

  int size() {
    return ranks.stream().mapToInt(rank -> rank.states.size()).sum();
  }

  void forEach(BiConsumer<AddressBlock, AddressState> visitor) {
    ranks.forEach(rank -> rank.states.forEach(visitor));
  }

  /** Addresses that displace each other. */
  private static final class Rank {

    /** The address heard of longest ago first. */
    private final LinkedHashMap<AddressBlock, AddressState> states = new LinkedHashMap<>();

    /** Users remembered for them; none is added or forgotten while an address is here. */
    private int users;

    void add(AddressBlock block, AddressState state) {
      states.put(block, state);
      users += state.rememberedUsers();
    }

    AddressState remove(AddressBlock block) {
      AddressState state = states.remove(block);
      users -= state == null ? 0 : state.rememberedUsers();
      return state;
    }

    void removeFirst() {
      users -= states.pollFirstEntry().getValue().rememberedUsers();
    }
  }
}
