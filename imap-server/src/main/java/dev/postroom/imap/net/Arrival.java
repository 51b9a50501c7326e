package dev.postroom.imap.net;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Between whom a connection is.
 *
 * @param client the client, by its PROXY header where one was believed
 * @param server what the client connected to: this server's address, or its load balancer's
 * @param proxy the load balancer that told of the client; empty where the client is known by its
 *     own packets, or the balancer speaks for itself
 */
public record Arrival(
    InetSocketAddress client, InetSocketAddress server, Optional<InetSocketAddress> proxy) {}
