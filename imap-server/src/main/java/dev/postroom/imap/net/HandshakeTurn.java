package dev.postroom.imap.net;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Lets handshakes go on one after the other. A step of a handshake costs an event loop up to
 * milliseconds, a command microseconds; so whoever sends hundreds of beginnings at once would hold
 * up everybody on that loop for as long as all of them take. With this in front of TLS each loop
 * takes one step of one handshake, then looks after everything else that is ready, and so on.
 *
 * <p>While a step waits nothing more is read of its connection. Where {@value #MOST_WAITING} wait
 * already, whoever begins is closed instead; a handshake that the server has spent work on goes on
 * in any case. Who sends nothing, or not enough to work on, waits for nothing here and takes nobody
 * his turn: of those the admission bounds the number, being connections that have not logged in.
 * Leaves the pipeline when the handshake is over.
 */
final class HandshakeTurn extends ChannelDuplexHandler {

  /**
   * How many wait on an event loop. With the costliest keys there are, RSA of 4096 bits, a step
   * takes about 10 ms on a busy core; so the last has its turn after 10 of its 30 seconds ({@link
   * Listener#HANDSHAKE_TIMEOUT}), while its client still waits for it. To begin what is given up
   * before it is done would help nobody.
   */
  static final int MOST_WAITING = 1000;

  /** Those that wait on the event loop of this thread, in the order of their coming. */
  private static final FastThreadLocal<Queue<HandshakeTurn>> WAITING =
      new FastThreadLocal<>() {
        @Override
        protected Queue<HandshakeTurn> initialValue() {
          return new ArrayDeque<>();
        }
      };

  private final Queue<Object> unread = new ArrayDeque<>();
  private ChannelHandlerContext context;
  private boolean readAsked;
  private boolean answered;
  private boolean shed;

  /** Puts TLS at the beginning of a pipeline, with its turns before it; on the event loop. */
  static HandshakeTurn begin(ChannelPipeline pipeline, SslHandler tls) {
    HandshakeTurn turn = new HandshakeTurn();
    pipeline.addFirst(turn, tls);
    // Not at once: that is in the midst of reading what ended the handshake.
    tls.handshakeFuture()
        .addListener(over -> pipeline.channel().eventLoop().execute(() -> turn.leave(pipeline)));
    return turn;
  }

  /** Whether the handshake was given up before it began, since too many waited. */
  boolean shed() {
    return shed;
  }

  private void leave(ChannelPipeline pipeline) {
    if (pipeline.context(this) != null) {
      pipeline.remove(this);
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    this.context = context;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (shed || !answered && unread.isEmpty() && WAITING.get().size() >= MOST_WAITING) {
      ReferenceCountUtil.release(message);
      shed = true;
      context.close();
      return;
    }
    unread.add(message);
    if (unread.size() == 1) {
      wait(context);
    }
  }

  /** What TLS sends is the answer to what the client began with, which is what costs most. */
  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    answered = true;
    context.write(message, promise);
  }

  private void wait(ChannelHandlerContext context) {
    Queue<HandshakeTurn> waiting = WAITING.get();
    waiting.add(this);
    if (waiting.size() == 1) {
      later(context);
    }
  }

  /** Not by {@code execute}: what is executed runs before the loop looks at its sockets again. */
  private static void later(ChannelHandlerContext context) {
    context.channel().eventLoop().schedule(HandshakeTurn::next, 0, TimeUnit.NANOSECONDS);
  }

  private static void next() {
    Queue<HandshakeTurn> waiting = WAITING.get();
    HandshakeTurn turn = waiting.remove();
    ChannelHandlerContext context = turn.context;
    try {
      turn.step();
    } finally {
      if (!waiting.isEmpty()) {
        later(context);
      }
    }
  }

  private void step() {
    Object message = unread.poll();
    if (message == null) {
      // The connection was closed, or the handshake given up, before its turn came.
      return;
    }
    context.fireChannelRead(message);
    context.fireChannelReadComplete();
    if (!unread.isEmpty()) {
      wait(context);
    } else if (readAsked && !context.isRemoved()) {
      readAsked = false;
      context.read();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (unread.isEmpty()) {
      context.fireChannelReadComplete();
    }
  }

  @Override
  public void read(ChannelHandlerContext context) {
    if (unread.isEmpty()) {
      context.read();
    } else {
      readAsked = true;
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    drop();
    context.fireChannelInactive();
  }

  /** What came behind the handshake is for the session. */
  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (!context.channel().isActive()) {
      drop();
    }
    boolean any = !unread.isEmpty();
    while (!unread.isEmpty()) {
      context.fireChannelRead(unread.remove());
    }
    if (any) {
      context.fireChannelReadComplete();
    }
    if (readAsked) {
      context.read();
    }
  }

  private void drop() {
    unread.forEach(ReferenceCountUtil::release);
    unread.clear();
  }
}
