package dev.postroom.imap.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;

/**
 * Ends a connection whose client does not expect it. Were it simply closed, whatever the client is
 * sending meanwhile would be answered with a reset, which lets many a client forget what it has
 * received and not read: the words that told it why. So the server says that it has nothing more to
 * say, and goes on taking, unread, what comes until the client hangs up too.
 */
final class HangUp {

  /** How long a client that was told may take to hang up. */
  static final Duration LINGER = Duration.ofSeconds(1);

  private HangUp() {}

  /** Does so when everything that was written has left; what arrives is the caller's to drop. */
  static void afterWhatIsWritten(Channel channel) {
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            written -> {
              if (!written.isSuccess()) {
                channel.close();
                return;
              }
              SslHandler tls = channel.pipeline().get(SslHandler.class);
              if (tls == null) {
                sayNothingMore(channel);
              } else {
                tls.closeOutbound().addListener(notified -> sayNothingMore(channel));
              }
            });
  }

  private static void sayNothingMore(Channel channel) {
    ((DuplexChannel) channel).shutdownOutput();
    NettyConnection.closeAfter(channel, LINGER);
  }
}
