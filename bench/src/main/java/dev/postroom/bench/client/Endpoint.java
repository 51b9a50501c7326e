package dev.postroom.bench.client;

import java.net.InetSocketAddress;

/**
 * Where a server listens.
 *
 * @param tls whether TLS begins with the first byte
 */
public record Endpoint(InetSocketAddress address, boolean tls) {}
