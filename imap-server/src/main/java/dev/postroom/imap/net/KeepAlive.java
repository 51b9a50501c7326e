package dev.postroom.imap.net;

import java.time.Duration;

/**
 * How the kernel finds out that a client's machine is gone, without the client's doing (RFC 1122
 * section 4.2.3.6). Courier leaves that to the kernel's defaults, by which it takes two hours.
 *
 * @param idle how long nothing comes until the kernel asks, in whole seconds
 * @param interval how long it waits for an answer until it asks again, in whole seconds
 * @param probes how often it asks
 */
record KeepAlive(Duration idle, Duration interval, int probes) {

  /**
   * A dead connection is closed after four minutes. Asking after two keeps the entry in a NAT's
   * table that would otherwise be forgotten, which RFC 5382 allows after two hours and many a home
   * router does after five minutes.
   */
  static final KeepAlive DEFAULT =
      new KeepAlive(Duration.ofSeconds(120), Duration.ofSeconds(20), 6);

  /**
   * When a connection is given up: so long after its client was last heard of, also where data is
   * on its way (TCP_USER_TIMEOUT, RFC 5482), for which the kernel would take a quarter of an hour.
   */
  Duration timeout() {
    return idle.plus(interval.multipliedBy(probes));
  }
}
