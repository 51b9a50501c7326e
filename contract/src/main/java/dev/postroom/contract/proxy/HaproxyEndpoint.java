package dev.postroom.contract.proxy;

import dev.postroom.contract.AddressLiteral;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One entry of couriertcpd's option {@code -haproxy[=[seconds][/port=[address.]port][,…]]}.
 *
 * @param address the local address it is about; empty for all
 * @param port the local port it is about; empty for all
 * @param deadline how long a connection may take to send its header
 */
public record HaproxyEndpoint(Optional<InetAddress> address, OptionalInt port, Duration deadline) {

  /**
   * How long to wait where nothing else is said. Courier waits 15 seconds; but a balancer sends its
   * header with its first segment, and what delays that longer than this is no network to use.
   */
  public static final Duration DEADLINE = Duration.ofSeconds(5);

  /** The longest wait that may be asked for. */
  public static final Duration LONGEST_DEADLINE = Duration.ofSeconds(60);

  /** All ports of a listener. */
  public static final HaproxyEndpoint EVERYWHERE =
      new HaproxyEndpoint(Optional.empty(), OptionalInt.empty(), DEADLINE);

  private static final Pattern OPTION = Pattern.compile("-haproxy(?:=(?<value>.*))?");
  private static final Pattern ENTRY =
      Pattern.compile(
          "(?<seconds>[0-9]{0,5})(?:/port=(?:(?<address>\\S+)\\.)?(?<port>[0-9]{1,5}))?");

  /**
   * The entries of the option among couriertcpd's options; none where it is missing. As in Courier
   * the last of several such options holds.
   *
   * @throws IllegalArgumentException naming the entry that cannot be understood
   */
  static List<HaproxyEndpoint> inOptions(String options) {
    return Stream.of(options.split("\\s+"))
        .map(OPTION::matcher)
        .filter(Matcher::matches)
        .reduce((earlier, later) -> later)
        .map(option -> Optional.ofNullable(option.group("value")).orElse(""))
        .map(value -> Stream.of(value.split(",")).map(HaproxyEndpoint::entry).toList())
        .orElse(List.of());
  }

  private static HaproxyEndpoint entry(String text) {
    Matcher entry = ENTRY.matcher(text);
    if (!entry.matches()) {
      throw new IllegalArgumentException(
          "has '-haproxy' with '%s', which is not [seconds][/port=[address.]port]".formatted(text));
    }
    return new HaproxyEndpoint(
        Optional.ofNullable(entry.group("address")).map(AddressLiteral::parse),
        entry.group("port") == null
            ? OptionalInt.empty()
            : OptionalInt.of(Integer.parseInt(entry.group("port"))),
        deadline(entry.group("seconds")));
  }

  private static Duration deadline(String seconds) {
    if (seconds.isEmpty() || Integer.parseInt(seconds) == 0) {
      return DEADLINE;
    }
    Duration asked = Duration.ofSeconds(Integer.parseInt(seconds));
    if (asked.compareTo(LONGEST_DEADLINE) > 0) {
      throw new IllegalArgumentException(
          "has '-haproxy' with a wait of %d seconds; the longest is %d"
              .formatted(asked.toSeconds(), LONGEST_DEADLINE.toSeconds()));
    }
    return asked;
  }

  boolean covers(InetSocketAddress local) {
    return address.map(local.getAddress()::equals).orElse(true)
        && (port.isEmpty() || port.getAsInt() == local.getPort());
  }
}
