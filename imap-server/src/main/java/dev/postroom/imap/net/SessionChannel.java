package dev.postroom.imap.net;

import dev.postroom.imap.session.ImapSession;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jboss.logging.Logger;

/** Hands what arrives on a connection to its session. */
final class SessionChannel extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = Logger.getLogger(SessionChannel.class);

  private final NettyConnection connection;
  private final ImapSession session;

  SessionChannel(NettyConnection connection, ImapSession session) {
    this.connection = connection;
    this.session = session;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      if (!connection.discarding()) {
        session.received(bytes.nioBuffer());
      }
    } finally {
      bytes.release();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // Resets, broken TLS records and the like: the client's doing, and part of every day.
    LOG.debugf(cause, "closing the connection from %s", context.channel().remoteAddress());
    context.close();
  }
}
