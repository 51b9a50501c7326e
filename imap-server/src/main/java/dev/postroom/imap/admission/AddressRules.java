package dev.postroom.imap.admission;

import dev.postroom.contract.report.Peer.LimitSource;
import java.net.InetAddress;

/** What the configuration in force grants to an address and to all of them together. */
public interface AddressRules {

  /** How many connections the server may hold at once: MAXDAEMONS. */
  int maximum();

  Rule ruleFor(InetAddress address);

  /** What the access map and the variables say of one address. */
  sealed interface Rule {

    /**
     * No connection at all.
     *
     * @param origin the access map record that says so, with file and line
     */
    record Deny(String origin) implements Rule {}

    /**
     * @param connections how many may be open at once, at least 1
     * @param source the variable the number comes from
     */
    record Limit(int connections, LimitSource source) implements Rule {}
  }
}
