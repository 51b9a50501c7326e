package dev.postroom.imap.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class InflationTest {

  private static final int BOMB = 64 << 20;

  private long taken;
  private long takenWhilePaused;

  /** A session that wants a pause after every piece. */
  private final class PausingSession extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (!context.channel().config().isAutoRead()) {
        takenWhilePaused++;
      }
      taken += ((ByteBuf) message).readableBytes();
      context.channel().config().setAutoRead(false);
    }
  }

  private static byte[] bomb() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out =
        new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_COMPRESSION, true), true)) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < BOMB / zeros.length; i++) {
        out.write(zeros);
      }
      out.flush();
      return bytes.toByteArray();
    }
  }

  @Test
  void nothingIsInflatedDuringAPauseAndOnePieceAfterIt() throws Exception {
    var channel = new EmbeddedChannel(new Inflation(), new PausingSession());
    channel.writeInbound(Unpooled.wrappedBuffer(bomb()));
    assertThat(taken).isEqualTo(Inflation.PIECE);

    channel.config().setAutoRead(true);
    channel.runPendingTasks();
    assertThat(taken).isEqualTo(2 * Inflation.PIECE);
    assertThat(takenWhilePaused).isZero();
    channel.finishAndReleaseAll();
  }

  @Test
  void everythingComesThroughInTheEnd() throws Exception {
    var channel = new EmbeddedChannel(new Inflation(), new PausingSession());
    channel.writeInbound(Unpooled.wrappedBuffer(bomb()));
    while (taken < BOMB) {
      long before = taken;
      channel.config().setAutoRead(true);
      channel.runPendingTasks();
      assertThat(taken).isGreaterThan(before);
    }
    assertThat(taken).isEqualTo(BOMB);
    channel.finishAndReleaseAll();
  }

  @Test
  void theEndOfTheStreamIsAnErrorAndSoIsWhatIsNoStream() {
    var channel = new EmbeddedChannel(new Inflation());
    assertThatThrownBy(
            () -> channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {(byte) 0xff, 1, 2})))
        .isInstanceOf(DataFormatException.class);
    var ended = new EmbeddedChannel(new Inflation());
    assertThatThrownBy(() -> ended.writeInbound(Unpooled.wrappedBuffer(new byte[] {3, 0})))
        .isInstanceOf(DataFormatException.class)
        .hasMessage("the client ended its stream inside the session");
  }
}
