package dev.postroom.imap.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jboss.logging.Logger;

/**
 * Ends a connection that its client breaks: resets, what is no TLS and the like are part of every
 * day. They are no matter for the log, which Netty would fill otherwise, with stack traces and with
 * the bytes that came; and these are a password when a mail program is set to the wrong port.
 */
class ClientFaults extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = Logger.getLogger(ClientFaults.class);

  @Override
  public final void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debugf(
        "closing the connection from %s: %s", context.channel().remoteAddress(), cause.getClass());
    context.close();
  }
}
