package dev.postroom.bench.client;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where a server listens.
 *
 * @param tls whether TLS begins with the first byte
 * @param source where clients come from; otherwise the kernel chooses
 */
public record Endpoint(InetSocketAddress address, boolean tls, Optional<String> source) {

  public Endpoint(InetSocketAddress address, boolean tls) {
    this(address, tls, Optional.empty());
  }

  /** For clients that come from this address. */
  public Endpoint from(String source) {
    return new Endpoint(address, tls, Optional.of(source));
  }
}
