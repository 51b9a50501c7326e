package dev.postroom.imap.net;

import dev.postroom.imap.admission.Decision.ProxyRefused;
import dev.postroom.imap.admission.Decision.ProxyRefused.Problem;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Waits for one PROXY header, version 1 or 2, and then takes itself out of the pipeline. Netty's
 * decoder reads the header; what it keeps of it is bounded by the 107 bytes of version 1 and by
 * {@value #MAX_TLV_BYTES} bytes of extensions in version 2, which nobody here looks at.
 *
 * <p>A balancer may send what its client said in the same segment. That is held until the pipeline
 * is laid out for the client, TLS included, and then goes through it from its head.
 */
final class ProxyHeaderWait extends ChannelInboundHandlerAdapter {

  /** Room for the certificate details and the identifiers that balancers add. */
  static final int MAX_TLV_BYTES = 4096;

  private final InetSocketAddress balancer;
  private final InetSocketAddress local;
  private final Duration deadline;
  private final ProxyHeaders.Outcome outcome;
  private final Runnable leave;

  private final Queue<Object> behind = new ArrayDeque<>();
  private Future<?> alarm;
  private boolean begun;
  private boolean decided;

  /**
   * @param leave is run once, when the wait is over
   */
  ProxyHeaderWait(
      InetSocketAddress balancer,
      InetSocketAddress local,
      Duration deadline,
      ProxyHeaders.Outcome outcome,
      Runnable leave) {
    this.balancer = balancer;
    this.local = local;
    this.deadline = deadline;
    this.outcome = outcome;
    this.leave = leave;
  }

  /** Stands before this handler in the pipeline. */
  ChannelHandler decoder() {
    return new HAProxyMessageDecoder(MAX_TLV_BYTES) {
      @Override
      public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
        begun = true;
        super.channelRead(context, bytes);
      }
    };
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    alarm =
        context
            .executor()
            .schedule(() -> late(context), deadline.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof HAProxyMessage header)) {
      behind.add(message);
      return;
    }
    Arrival arrival;
    try {
      arrival = arrival(header);
    } finally {
      header.release();
    }
    decided = true;
    // Later, for the decoder hands on what it has too much only when it goes, which is next.
    context.executor().execute(() -> welcome(context, arrival));
  }

  /** The header's word, or where it names no client the balancer itself: LOCAL and UNKNOWN. */
  private Arrival arrival(HAProxyMessage header) {
    HAProxyProxiedProtocol protocol = header.proxiedProtocol();
    boolean names =
        header.command() == HAProxyCommand.PROXY
            && (protocol == HAProxyProxiedProtocol.TCP4 || protocol == HAProxyProxiedProtocol.TCP6);
    return names
        ? new Arrival(
            address(header.sourceAddress(), header.sourcePort()),
            address(header.destinationAddress(), header.destinationPort()),
            Optional.of(balancer))
        : new Arrival(balancer, local, Optional.empty());
  }

  private static InetSocketAddress address(String text, int port) {
    return new InetSocketAddress(NetUtil.createInetAddressFromIpAddressString(text), port);
  }

  private void welcome(ChannelHandlerContext context, Arrival arrival) {
    if (context.isRemoved()) {
      return; // Closed meanwhile.
    }
    var pipeline = context.pipeline();
    Queue<Object> unread = new ArrayDeque<>(behind);
    behind.clear();
    pipeline.remove(this);
    outcome.arrived(arrival);
    if (!unread.isEmpty()) {
      unread.forEach(pipeline::fireChannelRead);
      pipeline.fireChannelReadComplete();
    }
  }

  private void late(ChannelHandlerContext context) {
    refuse(
        context,
        begun ? Problem.BAD_HEADER : Problem.NO_HEADER,
        "no complete header within " + deadline.toMillis() + " ms");
  }

  /** A client that asks whether the port is open, and goes, has done nothing that is refused. */
  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (begun) {
      refuse(context, Problem.BAD_HEADER, "closed within the header");
    }
    context.fireChannelInactive();
  }

  /** Netty's words are not repeated: they hold what came, which may be a password. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof DecoderException) {
      refuse(context, Problem.BAD_HEADER, "no header, or a malformed or overlong one");
    }
    context.close();
  }

  private void refuse(ChannelHandlerContext context, Problem problem, String words) {
    if (decided) {
      return;
    }
    decided = true;
    context.pipeline().remove(HAProxyMessageDecoder.class);
    context.pipeline().remove(this);
    if (problem == Problem.BAD_HEADER) {
      context.close();
    }
    outcome.refused(new ProxyRefused(problem, words));
  }

  /** Also when the connection is closed. */
  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    alarm.cancel(false);
    behind.forEach(ReferenceCountUtil::release);
    behind.clear();
    leave.run();
  }
}
