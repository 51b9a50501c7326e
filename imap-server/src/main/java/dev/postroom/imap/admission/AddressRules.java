package dev.postroom.imap.admission;

import dev.postroom.contract.report.Peer.LimitSource;
import java.net.InetAddress;
import java.util.Optional;

/** What the configuration in force grants to an address and to all of them together. */
public interface AddressRules {

  ServerRules server();

  /** The rule of a client, found by its whole address even where a prefix is counted. */
  Rule ruleFor(InetAddress address);

  /**
   * What holds for all addresses alike.
   *
   * @param maximum how many connections the server may hold at once: MAXDAEMONS
   * @param warn from how many of them on the log warns: couriertcpd's -warn
   * @param perClassC how many may come from 256 neighbouring addresses: couriertcpd's -maxperc
   * @param ipv6Prefix how many leading bits of two IPv6 addresses make them one client
   * @param unauthenticated how many may be open without having logged in
   */
  record ServerRules(
      int maximum, int warn, int perClassC, int ipv6Prefix, UnauthenticatedRules unauthenticated) {}

  /** What the access map and the variables say of one address. */
  sealed interface Rule {

    /**
     * No connection at all.
     *
     * @param origin the access map record that says so, with file and line
     * @param message what the site wants the client to read: couriertcpd's -denymsg
     */
    record Deny(String origin, Optional<String> message) implements Rule {}

    /**
     * @param connections how many may be open at once, at least 1
     * @param source the variable or record that the number comes from
     * @param isOfItsOwn whether somebody who knows the address, or a network that it is in, gave it
     *     this limit; not so where the limit is everybody's, whatever its source
     */
    record Limit(int connections, LimitSource source, boolean isOfItsOwn) implements Rule {

      /** A limit by which an address is told from others unless it is MAXPERIP. */
      public Limit(int connections, LimitSource source) {
        this(connections, source, source != LimitSource.MAXPERIP);
      }
    }
  }
}
