package dev.postroom.contract.access;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A port of this server. Such records count only with couriertcpd's option {@code -accesslocal},
 * for whoever connects there.
 *
 * @param address the local address; empty for all ({@code *.993})
 * @param port from 1 to 65535
 */
public record LocalPort(Optional<InetAddress> address, int port) implements AccessKey {

  private static final int HIGHEST = 65535;

  /**
   * @throws IllegalArgumentException when there is no such port
   */
  public LocalPort {
    address = address.map(local -> Network.of(local).address());
    if (port < 1 || port > HIGHEST) {
      throw new IllegalArgumentException("there is no port " + port);
    }
  }

  /** As the access map writes it: {@code 192.0.2.7.993} or {@code *.993}. */
  @Override
  public String toString() {
    return address.map(Network::of).map(KeySyntax::render).orElse("*") + "." + port;
  }
}
