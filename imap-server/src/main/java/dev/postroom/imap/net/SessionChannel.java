package dev.postroom.imap.net;

import dev.postroom.imap.session.dialogue.ImapSession;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/** Hands what arrives on a connection to its session. */
final class SessionChannel extends ClientFaults {

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
}
