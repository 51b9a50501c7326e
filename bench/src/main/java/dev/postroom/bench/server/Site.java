package dev.postroom.bench.server;

import dev.postroom.bench.client.Endpoint;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * What the servers have in common.
 *
 * @param repository where Postroom's sources are
 * @param directory where everything of this run is kept
 * @param address a loopback address that is this run's own
 * @param certificate a PEM file with key and certificate
 */
public record Site(
    Path repository, Path directory, String address, Accounts accounts, Path certificate) {

  /** Above every connection that is ever opened, so that no server turns one away. */
  static final int MAX_CONNECTIONS = 5000;

  Path directory(String server) {
    return directory.resolve(server);
  }

  Path mail(String server) {
    return directory(server).resolve("mail");
  }

  Endpoint plain(int port) {
    return new Endpoint(new InetSocketAddress(address, port), false);
  }

  Endpoint tls(int port) {
    return new Endpoint(new InetSocketAddress(address, port), true);
  }
}
