package dev.postroom.contract.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What one server says of the addresses that connect to it; the operator's only evidence for
 * raising a limit. Served as JSON at {@value #PATH} of the management port. Counters grow from the
 * server's start, so a reader takes differences and compares {@code startedAt} to notice a restart.
 *
 * @param version the format's version, {@value #VERSION}
 * @param at when this was put together, by the server's clock
 * @param startedAt when the server started; counters began at zero then
 * @param server the server's own name, in a pod the pod's
 * @param window how far back {@code logins} and {@code failedLogins} of a peer look, and {@code
 *     users} for those without a session
 * @param configuration the files in force and those that were refused
 * @param connections the server as a whole
 * @param sources what each listener saw of the addresses that connections come from
 * @param peers the addresses known, as far as there is room: first those that were refused lately,
 *     are near their limit or have a raised one, and from which somebody logged in; then connected
 *     ones, of these again those that matter so, then the busiest
 * @param truncated whether more addresses were refused lately, are near their limit or have a
 *     raised one than the report has room for
 */
public record PeerReport(
    int version,
    Instant at,
    Instant startedAt,
    String server,
    Duration window,
    ConfigurationState configuration,
    Connections connections,
    List<ListenerSources> sources,
    List<Peer> peers,
    boolean truncated) {

  public static final int VERSION = 2;

  public static final String PATH = "/peers";

  public PeerReport {
    sources = List.copyOf(sources);
    peers = List.copyOf(peers);
  }

  /** The same, made at another time. */
  public PeerReport asOf(Instant at) {
    return new PeerReport(
        version,
        at,
        startedAt,
        server,
        window,
        configuration,
        connections,
        sources,
        peers,
        truncated);
  }
}
