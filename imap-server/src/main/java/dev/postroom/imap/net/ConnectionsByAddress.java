package dev.postroom.imap.net;

import dev.postroom.imap.admission.AddressBlock;
import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollChannelOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The connections of each address, so that an address which is turned away gets back the places of
 * those of its own that are dead. They are asked first ({@link DeathRule}), for which whoever was
 * turned away cannot wait; so it is his next attempt that finds room. Where the transport does not
 * tell, {@link KeepAlive} alone closes them. Safe for threads.
 */
final class ConnectionsByAddress {

  private static final Logger LOG = Logger.getLogger(ConnectionsByAddress.class);

  /** How often a connection that is suspected to be dead is asked, in seconds. */
  static final int QUESTION_SECONDS = 2;

  private final DeathRule rule;
  private final KeepAlive keepAlive;
  private final Map<AddressBlock, Connections> open = new ConcurrentHashMap<>();

  /** Touched only while the map computes the address's entry. */
  private static final class Connections {
    private final List<Channel> channels = new ArrayList<>(1);
    private boolean asked;
  }

  /**
   * @param keepAlive what holds for all that are not suspected
   */
  ConnectionsByAddress(DeathRule rule, KeepAlive keepAlive) {
    this.rule = rule;
    this.keepAlive = keepAlive;
  }

  /** Until it is closed. */
  void add(AddressBlock address, Channel channel) {
    open.compute(
        address,
        (_, known) -> {
          Connections connections = known == null ? new Connections() : known;
          connections.channels.add(channel);
          return connections;
        });
    channel.closeFuture().addListener(closed -> remove(address, channel));
  }

  private void remove(AddressBlock address, Channel channel) {
    open.computeIfPresent(
        address,
        (_, connections) -> {
          connections.channels.remove(channel);
          return connections.channels.isEmpty() ? null : connections;
        });
  }

  /**
   * Closes those that turn out to be dead, after {@link DeathRule#patience}. Returns at once. While
   * an address is asked nothing more happens, so that a flood of attempts costs nothing.
   */
  void closeDead(AddressBlock address) {
    List<Channel> asked = new ArrayList<>();
    open.computeIfPresent(
        address,
        (_, connections) -> {
          if (!connections.asked) {
            connections.asked = true;
            asked.addAll(connections.channels);
          }
          return connections;
        });
    if (asked.isEmpty()) {
      return;
    }
    asked.forEach(channel -> channel.eventLoop().execute(() -> ask(channel)));
    later(asked.getFirst(), () -> askedAll(address));
  }

  private void askedAll(AddressBlock address) {
    open.computeIfPresent(
        address,
        (_, connections) -> {
          connections.asked = false;
          return connections;
        });
  }

  private void ask(Channel channel) {
    if (TcpHealth.of(channel).filter(rule::isSuspect).isEmpty()) {
      return;
    }
    // The kernel asks at once when what remains of the idle time has passed already.
    channel.config().setOption(EpollChannelOption.TCP_KEEPINTVL, QUESTION_SECONDS);
    channel.config().setOption(EpollChannelOption.TCP_KEEPIDLE, 1);
    later(channel, () -> judge(channel));
  }

  private void judge(Channel channel) {
    TcpHealth.of(channel)
        .ifPresent(
            health -> {
              if (rule.isDead(health)) {
                LOG.debugf(
                    "closing the connection of %s, dead for %s",
                    channel.remoteAddress(), health.sinceAnswer());
                channel.close();
              } else {
                channel
                    .config()
                    .setOption(
                        EpollChannelOption.TCP_KEEPINTVL, (int) keepAlive.interval().toSeconds());
                channel
                    .config()
                    .setOption(EpollChannelOption.TCP_KEEPIDLE, (int) keepAlive.idle().toSeconds());
              }
            });
  }

  private void later(Channel channel, Runnable call) {
    channel.eventLoop().schedule(call, rule.patience().toMillis(), TimeUnit.MILLISECONDS);
  }
}
