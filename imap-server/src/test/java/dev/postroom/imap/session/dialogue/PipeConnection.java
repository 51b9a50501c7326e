package dev.postroom.imap.session.dialogue;

import dev.postroom.imap.session.Connection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** A connection that ends in memory: what the server sends comes out line by line. */
final class PipeConnection implements Connection {

  /** Stands at the end of the lines once the server has closed. */
  static final String CLOSED = "(closed)";

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
  final AtomicBoolean readingPaused = new AtomicBoolean();
  volatile boolean encrypted;
  volatile boolean canStartTls;

  /** What the client sent behind COMPRESS before compression began; null while it did not. */
  volatile String behindCompress;

  volatile Runnable beforeHandshake = () -> {};

  @Override
  public InetSocketAddress remote() {
    return new InetSocketAddress("127.0.0.1", 40000);
  }

  @Override
  public InetSocketAddress local() {
    return new InetSocketAddress("127.0.0.1", 143);
  }

  @Override
  public boolean encrypted() {
    return encrypted;
  }

  @Override
  public boolean canStartTls() {
    return canStartTls && !encrypted;
  }

  @Override
  public synchronized void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      byte b = bytes.get();
      if (b == '\n') {
        lines.add(partial.toString(StandardCharsets.ISO_8859_1).replaceFirst("\r$", ""));
        partial.reset();
      } else {
        partial.write(b);
      }
    }
  }

  @Override
  public void pauseReading() {
    readingPaused.set(true);
  }

  @Override
  public void resumeReading() {
    readingPaused.set(false);
  }

  @Override
  public void startTls(ByteBuffer answer) throws IOException {
    write(answer);
    beforeHandshake.run();
    encrypted = true;
  }

  @Override
  public boolean compressed() {
    return behindCompress != null;
  }

  @Override
  public void startCompression(ByteBuffer answer, Supplier<ByteBuffer> behind) throws IOException {
    // Before the answer: whoever has read that may send what comes after.
    behindCompress = StandardCharsets.ISO_8859_1.decode(behind.get()).toString();
    write(answer);
  }

  @Override
  public synchronized void close() {
    if (partial.size() > 0) {
      lines.add(partial.toString(StandardCharsets.ISO_8859_1));
    }
    lines.add(CLOSED);
  }

  /** The next line the server sends; waits for it, not for ever. */
  String nextLine() throws InterruptedException {
    String line = lines.poll(60, TimeUnit.SECONDS);
    return line == null ? "(nothing)" : line;
  }

  /** Whether the server has sent nothing that was not read. */
  boolean silent() {
    return lines.isEmpty();
  }
}
