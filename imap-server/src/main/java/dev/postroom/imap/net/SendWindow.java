package dev.postroom.imap.net;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds what waits to be sent to one client. A writer waits while {@value #BYTES} bytes or more
 * are on their way, so at most that and one piece are held.
 */
final class SendWindow {

  static final int BYTES = 256 * 1024;

  private final long timeoutNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long waiting;
  private IOException failure;

  /**
   * @param timeout how long nothing at all may leave while a writer waits
   */
  SendWindow(Duration timeout) {
    this.timeoutNanos = timeout.toNanos();
  }

  /**
   * Waits for room and takes it.
   *
   * @throws IOException when the client is gone, or takes nothing for the timeout
   */
  void take(int bytes) throws IOException {
    lock.lock();
    try {
      long remaining = timeoutNanos;
      long before = waiting;
      while (failure == null && waiting >= BYTES) {
        remaining = changed.awaitNanos(remaining);
        if (waiting < before) {
          before = waiting;
          remaining = timeoutNanos;
        } else if (remaining <= 0) {
          throw new SocketTimeoutException("the client reads nothing of what it asked for");
        }
      }
      if (failure != null) {
        throw new IOException(failure.getMessage(), failure);
      }
      waiting += bytes;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting to send", e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * @param cause why sending failed, or null
   */
  void sent(int bytes, Throwable cause) {
    lock.lock();
    try {
      waiting -= bytes;
      if (cause != null && failure == null) {
        failure = new IOException("cannot send: " + cause.getMessage(), cause);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      if (failure == null) {
        failure = new IOException("the connection is closed");
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
