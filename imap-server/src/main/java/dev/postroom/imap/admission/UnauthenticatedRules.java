package dev.postroom.imap.admission;

import dev.postroom.imap.admission.AddressRules.Rule.Limit;
import java.util.OptionalInt;

/**
 * How many connections may be open that have not logged in, so that whoever never logs in cannot
 * take the server from those who do.
 *
 * <p>A <em>stranger</em> is an address from which nobody is or was logged in lately and that has no
 * limit of its own. An office is none once its first mail program has logged in: then its limit
 * alone counts, so that fifty people may come at nine o'clock all at once. Of the server's places
 * for clients that are logging in, a third is kept for those who are no strangers, so that a flood
 * from many addresses does not lock them out; and of what is left to strangers a quarter is out of
 * the reach of any one of them, since Debian's MAXPERIP is half of its MAXDAEMONS.
 *
 * @param total of the server; without it, three quarters of its connections
 * @param perAddress of each address; without it, half of a stranger's limit but at least {@value
 *     #LEAST_PER_ADDRESS}, as far as that leaves the quarter, and the whole limit of others
 */
public record UnauthenticatedRules(OptionalInt total, OptionalInt perAddress) {

  /** Half of a small limit would be less than two mail programs open at once. */
  static final int LEAST_PER_ADDRESS = 20;

  /** When nothing is said. */
  public static final UnauthenticatedRules DEFAULTS =
      new UnauthenticatedRules(OptionalInt.empty(), OptionalInt.empty());

  /**
   * How many of a server.
   *
   * @param maximum how many connections it may hold
   */
  int ofServer(int maximum, boolean stranger) {
    int all = Math.min(maximum, total.orElse(Math.ceilDiv(3 * maximum, 4)));
    return stranger ? Math.ceilDiv(2 * all, 3) : all;
  }

  /**
   * How many of an address.
   *
   * @param maximum how many connections the server may hold
   */
  int ofAddress(int maximum, Limit limit, boolean stranger) {
    return Math.min(
        limit.connections(),
        perAddress.orElse(stranger ? ofStranger(maximum, limit) : Integer.MAX_VALUE));
  }

  private int ofStranger(int maximum, Limit limit) {
    int fair = Math.max(LEAST_PER_ADDRESS, limit.connections() / 2);
    return Math.min(fair, Math.ceilDiv(3 * ofServer(maximum, true), 4));
  }
}
