package dev.postroom.kubernetes.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on one address and port of a Service. The route may change at any time and holds for new
 * connections; closing ends the listening only.
 */
final class ServiceListener implements AutoCloseable {

  private static final int BACKLOG = 512;
  private static final Logger LOG = LoggerFactory.getLogger(ServiceListener.class);

  private final ServerSocket server;
  private final InetAddress nodeAddress;
  private final AtomicInteger turn = new AtomicInteger();
  private volatile Route route;

  /**
   * @throws IOException when the address cannot be listened on
   */
  ServiceListener(InetSocketAddress address, InetAddress nodeAddress, Route route)
      throws IOException {
    this.nodeAddress = nodeAddress;
    this.route = route;
    this.server = new ServerSocket(address.getPort(), BACKLOG, address.getAddress());
    Thread.ofVirtual().name("service " + address).start(this::accept);
  }

  void route(Route changed) {
    route = changed;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().name("relay " + client).start(relay(client)::run);
      } catch (IOException e) {
        if (!server.isClosed()) {
          LOG.warn("{} lost a connection before it was accepted", server, e);
        }
      }
    }
  }

  private Relay relay(Socket client) {
    Route now = route;
    int index = Math.floorMod(turn.getAndIncrement(), now.endpoints().size());
    return new Relay(
        client,
        now.endpoints().get(index),
        now.translated() ? nodeAddress : client.getInetAddress());
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
