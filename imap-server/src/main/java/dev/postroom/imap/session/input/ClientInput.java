package dev.postroom.imap.session.input;

import dev.postroom.imap.session.Connection;
import dev.postroom.imap.wire.Fragment;
import dev.postroom.imap.wire.Fragmenter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * What the client has sent and nobody has read yet: filled by the event loop, which never waits,
 * emptied by the session's thread, which may. It is bounded by asking the connection to pause.
 */
public final class ClientInput {

  /**
   * The longest line. Courier takes 8192 bytes; clients that name thousands of messages in one UID
   * set need more.
   */
  public static final int LINE_LIMIT = 64 * 1024;

  /**
   * Above this many bytes reading pauses; one more read of the connection may come on top. A line
   * of which so much came without its end is too long and let go, so that a pause always has
   * something to be read, and thus an end.
   */
  public static final int HIGH_WATER = LINE_LIMIT + 2;

  /** Below this many it resumes, or when what is held is no whole line. */
  static final int LOW_WATER = 16 * 1024;

  private final Connection connection;
  private final Fragmenter fragmenter = new Fragmenter(LINE_LIMIT);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Touched only by who reads. */
  private Consumer<Fragment> reader = _ -> {};

  private boolean paused;
  private boolean closed;
  private boolean awaitingNothing;
  private boolean upgrading;
  private long received;

  public ClientInput(Connection connection) {
    this.connection = connection;
  }

  /** Takes bytes; true when there is something to read that was not there before. */
  public boolean feed(ByteBuffer bytes) {
    lock.lock();
    try {
      received += bytes.remaining();
      if (closed || (upgrading && !connection.encrypted())) {
        // Sent in the clear behind STARTTLS: it could come from anybody (CVE-2011-0411).
        return false;
      }
      fragmenter.feed(bytes);
      boolean ready = fragmenter.ready();
      if (!paused && fragmenter.pending() > HIGH_WATER) {
        paused = true;
        connection.pauseReading();
      }
      if (ready) {
        changed.signalAll();
      }
      return ready;
    } finally {
      lock.unlock();
    }
  }

  /** Has each fragment told that is read from now on, by the thread that reads it. */
  public void onRead(Consumer<Fragment> reader) {
    this.reader = reader;
  }

  /** The next fragment, if it is there. */
  public Optional<Fragment> poll() {
    Optional<Fragment> next = take();
    next.ifPresent(reader);
    return next;
  }

  private Optional<Fragment> take() {
    lock.lock();
    try {
      Optional<Fragment> next = fragmenter.next();
      resumeWhenLow();
      return next;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the next fragment.
   *
   * @throws ClientGoneException when the client is gone
   * @throws SilentClientException when nothing came within {@code timeout}, or nothing more is
   *     awaited
   */
  Fragment await(Duration timeout) throws IOException {
    Fragment next = awaitNext(timeout);
    reader.accept(next);
    return next;
  }

  private Fragment awaitNext(Duration timeout) throws IOException {
    long left = timeout.toNanos();
    lock.lock();
    try {
      while (!fragmenter.ready()) {
        if (closed) {
          throw new ClientGoneException("the client is gone");
        }
        if (left <= 0 || awaitingNothing) {
          throw new SilentClientException("the client paused too long inside a command");
        }
        resumeWhenLow();
        left = changed.awaitNanos(left);
      }
      Fragment next = fragmenter.next().orElseThrow();
      resumeWhenLow();
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClientGoneException("the session was interrupted");
    } finally {
      lock.unlock();
    }
  }

  /** The literal announced last is asked for. */
  void accept() {
    lock.lock();
    try {
      fragmenter.accept();
    } finally {
      lock.unlock();
    }
  }

  /** The literal announced last is refused. */
  void refuse() {
    lock.lock();
    try {
      fragmenter.refuse();
    } finally {
      lock.unlock();
    }
  }

  /** From now on, until the connection is encrypted, what comes is dropped; so is what is here. */
  public void beginUpgrade() {
    lock.lock();
    try {
      upgrading = true;
      fragmenter.clear();
      resumeWhenLow();
    } finally {
      lock.unlock();
    }
  }

  /** The connection is encrypted. */
  public void endUpgrade() {
    lock.lock();
    try {
      upgrading = false;
    } finally {
      lock.unlock();
    }
  }

  /** Takes back the bytes of which nothing was handed out: they are to come in again, inflated. */
  public ByteBuffer takeBack() {
    lock.lock();
    try {
      ByteBuffer unread = fragmenter.unread();
      fragmenter.clear();
      received -= unread.remaining();
      resumeWhenLow();
      return unread;
    } finally {
      lock.unlock();
    }
  }

  /** What a command still lacks is not waited for any more. */
  public void awaitNothing() {
    lock.lock();
    try {
      awaitingNothing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** What a command lacks is waited for again, after {@link #awaitNothing}. */
  public void awaitMore() {
    lock.lock();
    try {
      awaitingNothing = false;
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more will come. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      fragmenter.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether the client sends nothing more; what came before may still wait to be read. */
  public boolean closed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Bytes received so far. */
  public long received() {
    lock.lock();
    try {
      return received;
    } finally {
      lock.unlock();
    }
  }

  private void resumeWhenLow() {
    if (paused && (fragmenter.pending() < LOW_WATER || !fragmenter.ready())) {
      paused = false;
      connection.resumeReading();
    }
  }
}
