package dev.postroom.imap.net;

import dev.postroom.imap.admission.Decision.ProxyRefused;
import dev.postroom.imap.admission.Decision.ProxyRefused.Problem;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * The waiting room of connections whose load balancer has not said yet who the client is. They are
 * no connections of anybody so far, so neither MAXDAEMONS nor a limit of an address bounds them:
 * there are {@value #PLACES} places for all listeners together. Nothing blocks while they wait.
 */
final class ProxyHeaders {

  static final int PLACES = 1024;

  private final Semaphore places = new Semaphore(PLACES);

  /** What becomes of a connection; on its event loop, and only one of both. */
  interface Outcome {

    /** The header is read, and what came behind it follows through the pipeline. */
    void arrived(Arrival arrival);

    /** The connection is still open where nothing was read of it. */
    void refused(ProxyRefused cause);
  }

  /**
   * Waits for the header of a connection of which nothing was read, on its event loop.
   *
   * @param deadline from now
   */
  void await(
      Channel channel,
      InetSocketAddress balancer,
      InetSocketAddress local,
      Duration deadline,
      Outcome outcome) {
    if (!places.tryAcquire()) {
      outcome.refused(new ProxyRefused(Problem.TOO_MANY_WAITING, PLACES + " others wait"));
      return;
    }
    var waiting = new ProxyHeaderWait(balancer, local, deadline, outcome, places::release);
    channel.pipeline().addLast(waiting.decoder(), waiting);
  }
}
