package dev.postroom.office.play;

import dev.postroom.contract.report.Peer;
import dev.postroom.crds.PeerStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What can be seen at one moment.
 *
 * @param at when
 * @param addresses one for each party, in their order
 * @param conditions of the ImapServer that are not as they should be, each in one line
 * @param restarts how often the server's program was started again or its pod replaced
 */
public record Scene(Instant at, List<Address> addresses, List<String> conditions, int restarts) {

  public Scene {
    addresses = List.copyOf(addresses);
    conditions = List.copyOf(conditions);
  }

  /**
   * One address as three sides see it.
   *
   * @param party whose it is
   * @param address as text
   * @param wanted how many connections its clients want
   * @param clients what the clients counted
   * @param server what the server reports, once it has seen the address
   * @param operator what the operator decided, once it had reason to
   */
  public record Address(
      String party,
      String address,
      int wanted,
      Counters.Count clients,
      Optional<Peer> server,
      Optional<PeerStatus> operator) {}

  public Address address(String party) {
    return addresses.stream().filter(a -> a.party().equals(party)).findFirst().orElseThrow();
  }
}
