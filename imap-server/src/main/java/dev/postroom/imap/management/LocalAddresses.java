package dev.postroom.imap.management;

import dev.postroom.contract.access.Network;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Addresses that are hardly a client's.
 *
 * @param own of this machine; in a pod, of the pod
 * @param gateways the first address of each network that the machine is in, loopback apart
 */
record LocalAddresses(Set<InetAddress> own, Set<InetAddress> gateways) {

  LocalAddresses {
    own = Set.copyOf(own);
    gateways = Set.copyOf(gateways);
  }

  /** None where the system does not tell its interfaces. */
  static LocalAddresses ofThisMachine() {
    Set<InetAddress> own = new HashSet<>();
    Set<InetAddress> gateways = new HashSet<>();
    for (NetworkInterface each : interfaces()) {
      for (InterfaceAddress address : each.getInterfaceAddresses()) {
        InetAddress plain = plain(address.getAddress().getAddress());
        own.add(plain);
        if (!plain.isLoopbackAddress()) {
          gateways.add(gateway(new Network(plain, address.getNetworkPrefixLength())));
        }
      }
    }
    gateways.removeAll(own);
    return new LocalAddresses(own, gateways);
  }

  private static List<NetworkInterface> interfaces() {
    try {
      return NetworkInterface.networkInterfaces().toList();
    } catch (SocketException e) {
      return List.of();
    }
  }

  /** The address behind the network's own, which network plugins give to the node's bridge. */
  static InetAddress gateway(Network network) {
    byte[] address = network.address().getAddress();
    byte[] next = new BigInteger(1, address).add(BigInteger.ONE).toByteArray();
    int length = Math.min(next.length, address.length);
    System.arraycopy(next, next.length - length, address, address.length - length, length);
    return plain(address);
  }

  /** Without a zone. */
  private static InetAddress plain(byte[] address) {
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of " + address.length + " bytes", e);
    }
  }
}
