package dev.postroom.imap.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates what arrives (raw DEFLATE, RFC 1951), and no faster than the session takes it: a few
 * kilobytes can stand for megabytes. While reading is paused nothing is inflated, and nothing more
 * is read before all that came is inflated; so at most one read of the connection waits here, and
 * inflated bytes never do. Holds about 40 KiB outside the heap until the connection is closed.
 *
 * <p>Netty's own decoder inflates a whole read at once, whatever comes out of it.
 */
final class Inflation extends ChannelDuplexHandler {

  static final String NAME = "inflation";

  /** The size of the pieces in which the session gets what is inflated. */
  static final int PIECE = 16 * 1024;

  /** After so much inflated other connections have their turn. */
  static final int TURN = 1024 * 1024;

  private final Inflater inflater = new Inflater(true);
  private final Queue<ByteBuf> waiting = new ArrayDeque<>();
  private ByteBuf current = Unpooled.EMPTY_BUFFER;
  private boolean readAsked;
  private boolean turnAsked;
  private boolean removed;

  /** Brings in bytes that were read before this stood in the pipeline; on the event loop. */
  static void feed(ChannelPipeline pipeline, ByteBuf bytes) {
    ChannelHandlerContext context = pipeline.context(NAME);
    try {
      ((Inflation) context.handler()).channelRead(context, bytes);
    } catch (DataFormatException e) {
      context.fireExceptionCaught(e);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message)
      throws DataFormatException {
    waiting.add((ByteBuf) message);
    inflate(context);
  }

  /** The session is ready for more, or the event loop is. */
  @Override
  public void read(ChannelHandlerContext context) throws DataFormatException {
    readAsked = true;
    inflate(context);
  }

  private void inflate(ChannelHandlerContext context) throws DataFormatException {
    byte[] piece = new byte[PIECE];
    int inflated = 0;
    while (!removed && context.channel().config().isAutoRead()) {
      if (inflated >= TURN) {
        askForTurn(context);
        return;
      }
      int length = inflater.inflate(piece);
      if (length > 0) {
        inflated += length;
        // The session copies them.
        context.fireChannelRead(Unpooled.wrappedBuffer(piece, 0, length));
      } else if (inflater.finished() || inflater.needsDictionary()) {
        throw new DataFormatException("the client ended its stream inside the session");
      } else if (!next()) {
        break;
      }
    }
    if (!removed && readAsked && context.channel().config().isAutoRead()) {
      readAsked = false;
      context.read();
    }
  }

  private void askForTurn(ChannelHandlerContext context) {
    if (!turnAsked) {
      turnAsked = true;
      context
          .executor()
          .execute(
              () -> {
                turnAsked = false;
                context.pipeline().read();
              });
    }
  }

  /** Goes on to the next bytes that came, if there are some. */
  private boolean next() {
    current.release();
    current = Unpooled.EMPTY_BUFFER;
    if (waiting.isEmpty()) {
      return false;
    }
    current = waiting.remove();
    inflater.setInput(current.nioBuffer());
    return true;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    removed = true;
    inflater.end();
    current.release();
    waiting.forEach(ByteBuf::release);
    waiting.clear();
  }
}
