package dev.postroom.imap.admission;

import dev.postroom.contract.report.Peer.LimitSource;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What admission promises, as slowly and plainly as it can be said: a list that is counted anew.
 */
final class NaiveAdmission {

  private final List<Connection> connections = new ArrayList<>();
  private final Set<List<Byte>> known = new HashSet<>();

  /** The simple name of the {@link Decision}. */
  String decide(Connection connection, TestRules rules) {
    if (connections.size() >= rules.maximum) {
      return "ServerFull";
    }
    List<Connection> same =
        connections.stream().filter(other -> other.counted.equals(connection.counted)).toList();
    if (same.size() >= rules.limit) {
      return "AddressFull";
    }
    boolean stranger = rules.source == LimitSource.MAXPERIP && !known.contains(connection.counted);
    int ofServer =
        Math.min(
            rules.maximum,
            rules.unauthenticated.total().orElse((int) Math.ceil(rules.maximum * 0.75)));
    int ofStrangers = (int) Math.ceil(ofServer * 2 / 3.0);
    int ofAddress =
        rules
            .unauthenticated
            .perAddress()
            .orElse(
                stranger
                    ? Math.min(Math.max(20, rules.limit / 2), (int) Math.ceil(ofStrangers * 0.75))
                    : 1000);
    if (unauthenticated(same) >= ofAddress) {
      return "AddressUnauthenticatedFull";
    }
    if (connections.stream().filter(other -> other.classC.equals(connection.classC)).count()
        >= rules.perClassC) {
      return "ClassCFull";
    }
    if (unauthenticated(connections) >= (stranger ? ofStrangers : ofServer)) {
      return "ServerUnauthenticatedFull";
    }
    connections.add(connection);
    return "Admitted";
  }

  void loggedIn(Connection connection) {
    connection.loggedIn = true;
    known.add(connection.counted);
  }

  void close(Connection connection) {
    connections.remove(connection);
  }

  int open() {
    return connections.size();
  }

  int unauthenticated() {
    return (int) unauthenticated(connections);
  }

  int open(List<Byte> counted) {
    return (int) connections.stream().filter(other -> other.counted.equals(counted)).count();
  }

  private static long unauthenticated(List<Connection> connections) {
    return connections.stream().filter(Predicate.not(other -> other.loggedIn)).count();
  }

  /** One attempt, admitted or not. */
  static final class Connection {
    final List<Byte> counted;
    final List<Byte> classC;
    boolean loggedIn;

    /**
     * @param ipv6Prefix a multiple of 8
     */
    Connection(InetAddress from, int ipv6Prefix) {
      byte[] bytes = from.getAddress();
      counted = leading(bytes, bytes.length == 4 ? 4 : ipv6Prefix / 8);
      classC = leading(bytes, bytes.length - 1);
    }

    private static List<Byte> leading(byte[] bytes, int count) {
      List<Byte> leading = new ArrayList<>();
      for (byte b : Arrays.copyOf(bytes, count)) {
        leading.add(b);
      }
      return List.copyOf(leading);
    }
  }
}
