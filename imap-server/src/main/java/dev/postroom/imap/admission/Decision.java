package dev.postroom.imap.admission;

import dev.postroom.contract.report.RefusalCounts.Cause;
import dev.postroom.imap.admission.AddressRules.Rule.Limit;
import java.util.Optional;

/** The answer to a client that wants a connection, with its cause. */
public sealed interface Decision {

  /**
   * Come in.
   *
   * @param lease to be closed when the connection ends
   * @param open connections of this address, this one included
   * @param total connections of the server, this one included
   */
  record Admitted(Lease lease, int open, int total) implements Decision {}

  /** Turned away. */
  sealed interface Refused extends Decision {}

  /** Turned away by a rule for addresses, which is counted as evidence about the address. */
  sealed interface RefusedByRule extends Refused {

    /** What it is counted as. */
    Cause cause();
  }

  /**
   * The access map denies the address.
   *
   * @param origin the record that does, with file and line
   * @param message what the site wants the client to read
   */
  record AddressDenied(String origin, Optional<String> message) implements RefusedByRule {

    @Override
    public Cause cause() {
      return Cause.DENIED;
    }
  }

  /** The server holds MAXDAEMONS connections. */
  record ServerFull(int maximum) implements RefusedByRule {

    @Override
    public Cause cause() {
      return Cause.SERVER_FULL;
    }
  }

  /**
   * The address holds as many connections as it may, or more after its limit was lowered.
   *
   * @param peer the address, or the prefix that is counted as one
   */
  record AddressFull(AddressBlock peer, int open, Limit limit) implements RefusedByRule {

    @Override
    public Cause cause() {
      return Cause.ADDRESS_FULL;
    }
  }

  /**
   * The connection did not come as the PROXY protocol wants it, so nobody knows whose it is.
   *
   * @param detail for the log
   */
  record ProxyRefused(Problem problem, String detail) implements Refused {

    /** What was wrong. */
    public enum Problem {
      /** It comes from outside the networks of load balancers. */
      UNTRUSTED,
      /** A load balancer sent nothing in time. */
      NO_HEADER,
      /** A load balancer sent something else, or too much, or not all of it in time. */
      BAD_HEADER,
      /** More connections wait for their header than may. */
      TOO_MANY_WAITING
    }
  }

  /**
   * The 256 addresses around this one hold as many connections as -maxperc allows.
   *
   * @param network those addresses
   */
  record ClassCFull(AddressBlock network, int open, int maximum) implements RefusedByRule {

    @Override
    public Cause cause() {
      return Cause.CLASS_C_FULL;
    }
  }

  /**
   * The address holds as many connections that have not logged in as it may.
   *
   * @param peer the address, or the prefix that is counted as one
   */
  record AddressUnauthenticatedFull(AddressBlock peer, int unauthenticated, int maximum)
      implements RefusedByRule {

    @Override
    public Cause cause() {
      return Cause.ADDRESS_UNAUTHENTICATED;
    }
  }

  /**
   * The server holds as many connections that have not logged in as it may for clients like this.
   *
   * @param stranger whether places are left for clients that are none
   */
  record ServerUnauthenticatedFull(int unauthenticated, int maximum, boolean stranger)
      implements RefusedByRule {

    @Override
    public Cause cause() {
      return Cause.SERVER_UNAUTHENTICATED;
    }
  }

  /**
   * The right to one connection, and who uses it: a session of one user at most. Safe for threads.
   */
  interface Lease extends AutoCloseable {

    /**
     * What is to happen when the place is wanted for somebody else while nobody has logged in for
     * long; at most once, on the thread of whoever was refused, so it must not block.
     *
     * @param sendAway has the client leave unless its login is being checked
     */
    void whenWanted(Runnable sendAway);

    /**
     * A session of the user begins, which {@link #loggedOut} ends, before or after the connection.
     * From now on the connection counts no longer among those that have not logged in.
     */
    void loggedIn(String user);

    /** The session is over; without one nothing happens. */
    void loggedOut();

    void loginFailed();

    /** Gives the place back; a second call does nothing. */
    @Override
    void close();
  }
}
