package dev.postroom.imap.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * Compresses what is sent (raw DEFLATE, RFC 1951). Holds about 256 KiB outside the heap, zlib's
 * window and its hash chains, until it is closed.
 */
final class Deflation implements AutoCloseable {

  /** The least room for output: what a short answer and the flush behind it take. */
  private static final int LEAST_OUTPUT = 64;

  // The fastest level: attachments, most of the bytes there are, hardly get smaller with effort.
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private boolean closed;

  /**
   * Everything that the client needs to read these bytes; nothing of them is held back.
   *
   * @throws IOException when this is closed, for the client is gone
   */
  synchronized ByteBuffer deflate(ByteBuffer bytes) throws IOException {
    if (closed) {
      throw new IOException("the connection is closed");
    }
    byte[] output = new byte[LEAST_OUTPUT + bytes.remaining() / 2];
    int length = 0;
    deflater.setInput(bytes);
    while (true) {
      length += deflater.deflate(output, length, output.length - length, Deflater.SYNC_FLUSH);
      if (length < output.length) {
        return ByteBuffer.wrap(output, 0, length);
      }
      output = Arrays.copyOf(output, 2 * output.length);
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      deflater.end();
    }
  }
}
