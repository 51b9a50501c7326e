package dev.postroom.kubernetes.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one connection to a pod and back, on two virtual threads, until both sides have ended. An
 * end of one direction is passed on as such, so that the other may still be used.
 */
final class Relay {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

  private final Socket client;
  private final InetSocketAddress endpoint;
  private final InetAddress source;

  /**
   * @param source the address from which the pod is to see the connection come
   */
  Relay(Socket client, InetSocketAddress endpoint, InetAddress source) {
    this.client = client;
    this.endpoint = endpoint;
    this.source = source;
  }

  /** Returns when the connection is over; both sockets are closed then. */
  void run() {
    try (client;
        Socket pod = new Socket()) {
      pod.bind(new InetSocketAddress(source, 0));
      pod.connect(endpoint, (int) CONNECT_TIMEOUT.toMillis());
      pod.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
      Thread back = Thread.ofVirtual().name("relay back").start(() -> copy(pod, client));
      copy(client, pod);
      back.join();
    } catch (IOException e) {
      LOG.debug("{} could not be connected with {}", client, endpoint, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      LOG.debug("{} ended: {}", from, e.getMessage());
      // A reset cannot be passed on by half: end both, which ends the other direction's copy.
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("{} did not close", socket, e);
    }
  }
}
