package dev.postroom.imap.admission;

import dev.postroom.contract.report.RefusalCounts.Cause;
import dev.postroom.imap.admission.AddressRules.Rule.Limit;
import dev.postroom.imap.admission.AddressRules.ServerRules;
import dev.postroom.imap.admission.Decision.AddressFull;
import dev.postroom.imap.admission.Decision.AddressUnauthenticatedFull;
import dev.postroom.imap.admission.Decision.Admitted;
import dev.postroom.imap.admission.Decision.ClassCFull;
import dev.postroom.imap.admission.Decision.Lease;
import dev.postroom.imap.admission.Decision.RefusedByRule;
import dev.postroom.imap.admission.Decision.ServerFull;
import dev.postroom.imap.admission.Decision.ServerUnauthenticatedFull;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A part of the table of addresses, with a lock of its own. All that is decided of one address is
 * decided under it, last of all the place in the server: so nothing is ever taken on trial, and
 * whoever is refused finds no room at that moment.
 */
final class AddressSegment {

  private final Clock clock;
  private final EvidenceWindows windows;
  private final ServerPlaces server;
  private final ClassCPlaces classC;
  private final LoginQueue newcomers;

  /** Addresses in use; no more of them than connections, so MAXDAEMONS bounds it. */
  private final Map<AddressBlock, AddressState> inUse = new HashMap<>();

  private final IdleAddresses idle = new IdleAddresses();

  AddressSegment(
      Clock clock,
      EvidenceWindows windows,
      ServerPlaces server,
      ClassCPlaces classC,
      LoginQueue newcomers) {
    this.clock = clock;
    this.windows = windows;
    this.server = server;
    this.classC = classC;
    this.newcomers = newcomers;
  }

  synchronized Decision decide(
      AddressBlock block, PeerAddress peer, Limit limit, ServerRules rules) {
    Instant now = clock.instant();
    AddressState state = take(block, peer, now);
    state.heardOf(peer, now);
    Decision decision = decide(block, peer, state, limit, rules);
    switch (decision) {
      case Admitted(Place place, _, _) -> newcomers.add(place, now);
      case RefusedByRule refused -> state.refused(refused.cause(), now);
      default -> throw new IllegalStateException("not a decision of admission: " + decision);
    }
    file(block, state, now);
    return decision;
  }

  private Decision decide(
      AddressBlock block, PeerAddress peer, AddressState state, Limit limit, ServerRules rules) {
    if (server.open() >= rules.maximum()) {
      return new ServerFull(rules.maximum());
    }
    if (state.open() >= limit.connections()) {
      return new AddressFull(block, state.open(), limit);
    }
    boolean stranger = state.isStranger() && !limit.isOfItsOwn();
    int unauthenticated = rules.unauthenticated().ofAddress(rules.maximum(), limit, stranger);
    if (state.unauthenticated() >= unauthenticated) {
      return new AddressUnauthenticatedFull(block, state.unauthenticated(), unauthenticated);
    }
    int ofServer = rules.unauthenticated().ofServer(rules.maximum(), stranger);
    AddressBlock network = AddressBlock.classC(peer);
    return switch (classC.take(
        network, rules.perClassC(), () -> server.take(rules.maximum(), ofServer))) {
      case ClassCPlaces.Full(int open) -> new ClassCFull(network, open, rules.perClassC());
      case ClassCPlaces.Asked(ServerPlaces.Outcome outcome) ->
          switch (outcome) {
            case FULL -> new ServerFull(rules.maximum());
            case UNAUTHENTICATED_FULL ->
                new ServerUnauthenticatedFull(server.unauthenticated(), ofServer, stranger);
            case TAKEN -> {
              state.opened();
              yield new Admitted(new Place(block, peer, network), state.open(), server.open());
            }
          };
    };
  }

  /** The access map turned the address away. */
  synchronized void denied(AddressBlock block, PeerAddress peer) {
    Instant now = clock.instant();
    AddressState state = take(block, peer, now);
    state.heardOf(peer, now);
    state.refused(Cause.DENIED, now);
    file(block, state, now);
  }

  /** Shows everything that is known. */
  synchronized void forEach(BiConsumer<AddressBlock, AddressState> visitor) {
    idle.forgetQuiet(clock.instant());
    inUse.forEach(visitor);
    idle.forEach(visitor);
  }

  /** Shows each user with the number of his sessions, once for each address he has some from. */
  synchronized void forEachSession(BiConsumer<String, Integer> visitor) {
    inUse.values().forEach(state -> state.forEachSession(visitor));
  }

  synchronized int known() {
    return inUse.size() + idle.size();
  }

  /** What is known of the address, no longer filed among the idle; begun anew where it is old. */
  private AddressState take(AddressBlock block, PeerAddress peer, Instant now) {
    AddressState state = inUse.get(block);
    if (state == null) {
      state = idle.remove(block);
    }
    return state == null || state.isQuiet(now) ? new AddressState(windows, peer, now) : state;
  }

  /** Files what is known where it belongs now. */
  private void file(AddressBlock block, AddressState state, Instant now) {
    if (state.isInUse()) {
      inUse.put(block, state);
    } else {
      inUse.remove(block);
      idle.put(block, state, now);
    }
  }

  private synchronized void change(Place place, BiConsumer<AddressState, Instant> change) {
    Instant now = clock.instant();
    AddressState state = take(place.block, place.peer, now);
    change.accept(state, now);
    file(place.block, state, now);
  }

  /** One connection's place. Its fields change under the segment's lock only. */
  private final class Place implements Lease, LoginQueue.Newcomer {
    private final AddressBlock block;
    private final PeerAddress peer;
    private final AddressBlock network;
    private boolean taken = true;

    private volatile Runnable sendAway = () -> {};

    /** Whether a user logged in while it was taken. */
    private boolean authenticated;

    /** Whose session it is; null before and after. */
    private String user;

    Place(AddressBlock block, PeerAddress peer, AddressBlock network) {
      this.block = block;
      this.peer = peer;
      this.network = network;
    }

    @Override
    public void whenWanted(Runnable sendAway) {
      this.sendAway = sendAway;
    }

    @Override
    public void sendAway() {
      sendAway.run();
    }

    @Override
    public void loggedIn(String name) {
      change(
          this,
          (state, now) -> {
            if (user != null) {
              throw new IllegalStateException("a connection has one session at most");
            }
            user = name;
            boolean leavesTheCap = taken && !authenticated;
            if (leavesTheCap) {
              authenticated = true;
              server.loggedIn();
              newcomers.remove(this);
            }
            state.loggedIn(name, leavesTheCap, now);
          });
    }

    @Override
    public void loggedOut() {
      change(
          this,
          (state, now) -> {
            if (user != null) {
              state.loggedOut(user, now);
              user = null;
            }
          });
    }

    @Override
    public void loginFailed() {
      change(this, AddressState::loginFailed);
    }

    @Override
    public void close() {
      change(
          this,
          (state, now) -> {
            if (taken) {
              taken = false;
              newcomers.remove(this);
              state.closed(authenticated, now);
              classC.release(network);
              server.release(authenticated);
            }
          });
    }
  }
}
