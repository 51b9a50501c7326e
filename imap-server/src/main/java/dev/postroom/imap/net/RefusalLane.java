package dev.postroom.imap.net;

import dev.postroom.imap.admission.AddressBlock;
import dev.postroom.imap.tls.TlsContext;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells clients why they are turned away. The words cost a socket and, on 993, a handshake, which
 * whoever floods the server would like to be spent on him; so there are {@link RefusalPlaces} to be
 * told in, each for {@link #DEADLINE}, and a {@link HandshakeBudget}; whoever comes on top of that
 * is closed without a word, as Courier does with all.
 */
final class RefusalLane {

  static final Duration DEADLINE = Duration.ofSeconds(5);

  private final RefusalPlaces places = new RefusalPlaces();
  private final HandshakeBudget handshakes;

  RefusalLane(HandshakeBudget handshakes) {
    this.handshakes = handshakes;
  }

  /** On the channel's event loop, before anything was read. */
  void refuse(Channel channel, AddressBlock address, Optional<TlsContext> tls, String line) {
    if (!places.take(address)) {
      channel.close();
      return;
    }
    channel.closeFuture().addListener(closed -> places.giveBack(address));
    if (tls.isPresent() && !handshakes.spend()) {
      channel.close();
      return;
    }
    NettyConnection.closeAfter(channel, DEADLINE);
    channel.pipeline().addLast(new Deaf());
    ByteBuf words = Unpooled.copiedBuffer(line, StandardCharsets.US_ASCII);
    if (tls.isEmpty()) {
      say(channel, words);
      return;
    }
    SslHandler handler = tls.get().newHandler(channel.alloc());
    HandshakeTurn.begin(channel.pipeline(), handler);
    handler
        .handshakeFuture()
        .addListener(
            handshake -> {
              if (handshake.isSuccess()) {
                say(channel, words);
              } else {
                words.release();
                channel.close();
              }
            });
  }

  private static void say(Channel channel, ByteBuf words) {
    channel.write(words);
    HangUp.afterWhatIsWritten(channel);
  }

  /** Drops what the client says; reading it keeps the kernel from answering with a reset. */
  private static final class Deaf extends ClientFaults {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ReferenceCountUtil.release(message);
    }
  }
}
