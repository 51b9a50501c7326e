package dev.postroom.imap.net;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollSocketChannel;
import java.time.Duration;
import java.util.Optional;

/**
 * What the kernel knows of a client's machine (Linux's TCP_INFO). It is the machine's own doing to
 * answer, whether or not its mail program does anything; behind a load balancer it is the
 * balancer's.
 *
 * @param sinceAnswer since anything was acknowledged last
 * @param unanswered how often in a row the kernel has since then asked, or sent again, in vain
 */
record TcpHealth(Duration sinceAnswer, int unanswered) {

  /** Empty where the transport does not tell, or the connection is closed. */
  static Optional<TcpHealth> of(Channel channel) {
    if (!(channel instanceof EpollSocketChannel socket) || !socket.isOpen()) {
      return Optional.empty();
    }
    var info = socket.tcpInfo();
    return Optional.of(
        new TcpHealth(
            Duration.ofMillis(info.lastAckRecv()), Math.max(info.probes(), info.retransmits())));
  }
}
