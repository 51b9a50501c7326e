package dev.postroom.imap.net;

import dev.postroom.imap.session.dialogue.ImapSession;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/** Hands what arrives on a connection to its session. */
final class SessionChannel extends ClientFaults {

  private final NettyConnection connection;
  private final ImapSession session;
  private final ConnectionEvents events;

  /**
   * @param events is told how much arrives
   */
  SessionChannel(NettyConnection connection, ImapSession session, ConnectionEvents events) {
    this.connection = connection;
    this.session = session;
    this.events = events;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      if (!connection.discarding()) {
        events.received(bytes.readableBytes());
        session.received(bytes.nioBuffer());
      }
    } finally {
      bytes.release();
    }
  }
}
