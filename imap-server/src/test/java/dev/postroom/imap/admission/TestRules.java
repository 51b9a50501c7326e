package dev.postroom.imap.admission;

import dev.postroom.contract.report.Peer.LimitSource;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Rules that a test changes as it goes. By default those who have not logged in may stay so. */
final class TestRules implements AddressRules {

  int maximum = 1000;
  int perClassC = 1000;
  int ipv6Prefix = 64;
  int limit = 10;

  /** A limit of its own, so that nobody is a stranger. */
  LimitSource source = LimitSource.MAXCPERIP;

  UnauthenticatedRules unauthenticated =
      new UnauthenticatedRules(OptionalInt.of(100_000), OptionalInt.of(100_000));
  final Map<InetAddress, Rule> special = new HashMap<>();

  @Override
  public ServerRules server() {
    return new ServerRules(maximum, maximum, perClassC, ipv6Prefix, unauthenticated);
  }

  @Override
  public Rule ruleFor(InetAddress address) {
    return special.getOrDefault(address, new Rule.Limit(limit, source));
  }
}
