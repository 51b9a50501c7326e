package dev.postroom.imap.admission;

import dev.postroom.imap.admission.AddressRules.Rule.Limit;

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

  /**
   * The access map denies the address.
   *
   * @param origin the record that does, with file and line
   */
  record AddressDenied(String origin) implements Refused {}

  /** The server holds MAXDAEMONS connections. */
  record ServerFull(int maximum) implements Refused {}

  /** The address holds as many connections as it may, or more after its limit was lowered. */
  record AddressFull(int open, Limit limit) implements Refused {}

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

  /** The right to one connection. */
  interface Lease extends AutoCloseable {

    PeerAddress peer();

    /** Gives the place back; a second call does nothing. */
    @Override
    void close();
  }
}
