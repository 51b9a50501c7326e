package dev.postroom.contract.settings;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Where to listen.
 *
 * @param address the local address; empty for every address of the machine
 * @param port 1 to 65535, or 0 for one that the system chooses
 */
public record ListenAddress(Optional<InetAddress> address, int port) {

  /** Courier's own way to write it: {@code port} or {@code address.port}. */
  @Override
  public String toString() {
    return address
        .map(a -> a.getHostAddress() + "." + port)
        .orElseGet(() -> Integer.toString(port));
  }
}
