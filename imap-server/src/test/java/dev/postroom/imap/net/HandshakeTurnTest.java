package dev.postroom.imap.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HandshakeTurnTest {

  @Test
  void betweenTwoStepsTheLoopLooksAfterOthers() throws Exception {
    EventLoopGroup loops = Transport.best().loops(1, "test");
    try {
      List<String> done = new ArrayList<>();
      CountDownLatch all = new CountDownLatch(3);
      List<LocalChannel> channels = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        LocalChannel channel = new LocalChannel();
        loops.register(channel).sync();
        channel.pipeline().addLast(new HandshakeTurn(), new Step(done, all));
        channels.add(channel);
      }

      loops
          .next()
          .execute(
              () ->
                  channels.forEach(
                      channel -> channel.pipeline().fireChannelRead(Unpooled.EMPTY_BUFFER)));

      assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(done).containsExactly("step", "other", "step", "other", "step", "other");
    } finally {
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }

  @Test
  void nothingMoreIsReadOfAConnectionWhoseStepWaits() {
    EmbeddedChannel channel = new EmbeddedChannel(new HandshakeTurn());
    ByteBuf first = Unpooled.copiedBuffer(new byte[] {1});

    channel.pipeline().fireChannelRead(first);
    assertThat(channel.inboundMessages()).isEmpty();
    channel.runScheduledPendingTasks();

    assertThat(channel.<ByteBuf>readInbound()).isSameAs(first);
    first.release();
    channel.close();
  }

  @Test
  void whatWaitsWhenTheClientLeavesIsReleased() {
    EmbeddedChannel channel = new EmbeddedChannel(new HandshakeTurn());
    ByteBuf waiting = Unpooled.copiedBuffer(new byte[] {1});
    channel.pipeline().fireChannelRead(waiting);

    channel.pipeline().fireChannelInactive();

    channel.runScheduledPendingTasks();
    assertThat(waiting.refCnt()).isZero();
    assertThat(channel.inboundMessages()).isEmpty();
  }

  @Test
  void whereAsManyWaitAsMayWhoeverBeginsIsClosedAndWhoeverWasAnsweredGoesOn() {
    EmbeddedChannel answered = new EmbeddedChannel(new HandshakeTurn());
    answered.writeOutbound(Unpooled.EMPTY_BUFFER);
    List<EmbeddedChannel> waiting = new ArrayList<>();
    for (int i = 0; i < HandshakeTurn.MOST_WAITING; i++) {
      EmbeddedChannel channel = new EmbeddedChannel(new HandshakeTurn());
      channel.pipeline().fireChannelRead(Unpooled.EMPTY_BUFFER);
      waiting.add(channel);
    }
    assertThat(waiting).allMatch(EmbeddedChannel::isOpen);

    HandshakeTurn oneTooMany = new HandshakeTurn();
    EmbeddedChannel late = new EmbeddedChannel(oneTooMany);
    ByteBuf hello = Unpooled.copiedBuffer(new byte[] {1});
    late.pipeline().fireChannelRead(hello);
    answered.pipeline().fireChannelRead(Unpooled.copiedBuffer(new byte[] {2}));

    assertThat(late.isOpen()).isFalse();
    assertThat(oneTooMany.shed()).isTrue();
    assertThat(hello.refCnt()).isZero();
    assertThat(answered.isOpen()).isTrue();

    // Each embedded channel has a loop of its own, on which the turn after its own is asked for.
    waiting.getFirst().runScheduledPendingTasks();
    waiting.forEach(EmbeddedChannel::runScheduledPendingTasks);
    assertThat(waiting).allSatisfy(channel -> assertThat(channel.inboundMessages()).hasSize(1));
    assertThat(answered.<ByteBuf>readInbound().readByte()).isEqualTo((byte) 2);
    EmbeddedChannel next = new EmbeddedChannel(new HandshakeTurn());
    next.pipeline().fireChannelRead(Unpooled.EMPTY_BUFFER);
    next.runScheduledPendingTasks();
    assertThat(next.isOpen()).isTrue();
  }

  /** Notes that it runs, and asks for something else to run. */
  private static final class Step extends ChannelInboundHandlerAdapter {

    private final List<String> done;
    private final CountDownLatch all;

    Step(List<String> done, CountDownLatch all) {
      this.done = done;
      this.all = all;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      done.add("step");
      context
          .channel()
          .eventLoop()
          .schedule(
              () -> {
                done.add("other");
                all.countDown();
              },
              0,
              TimeUnit.NANOSECONDS);
    }
  }
}
