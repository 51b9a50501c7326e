package dev.postroom.imap.net;

import dev.postroom.imap.session.ByeReason;
import dev.postroom.imap.session.dialogue.ImapSession;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The sessions there are, so that a server that stops can say goodbye to each. */
final class OpenSessions {

  /** How long the last goodbyes may take, to those for whom the grace was not enough. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final Map<Channel, ImapSession> sessions = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile boolean draining;

  /** Takes in a session that has not been started yet. */
  void add(ImapSession session, Channel channel) {
    sessions.put(channel, session);
    if (draining) {
      // Its handshake has taken until now.
      session.bye(ByeReason.SHUTDOWN);
    }
    channel.closeFuture().addListener(closed -> remove(channel));
  }

  private void remove(Channel channel) {
    lock.lock();
    try {
      sessions.remove(channel);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Says {@code * BYE} to every session, once its running command has its answer, and evenly spread
   * so that the clients do not all come back in the same moment. When the grace is over commands
   * for the rest of which a client lets wait are given up, and what is still there a second later
   * is closed. Returns when the last is closed.
   *
   * @param hurry when this is down, everybody gets his goodbye at once
   */
  void drain(DrainTimes times, CountDownLatch hurry) throws InterruptedException {
    long begun = System.nanoTime();
    draining = true;
    List<ImapSession> all = List.copyOf(sessions.values());
    for (int said = 0; said < all.size(); said++) {
      long due = begun + times.until(said, all.size()).toNanos();
      hurry.await(due - System.nanoTime(), TimeUnit.NANOSECONDS);
      all.get(said).bye(ByeReason.SHUTDOWN);
    }
    long end = begun + times.grace().toNanos();
    if (!awaitNone(end - System.nanoTime())) {
      sessions.values().forEach(session -> session.giveUp(ByeReason.SHUTDOWN));
      if (!awaitNone(LAST_WORDS.toNanos())) {
        close();
      }
    }
  }

  private boolean awaitNone(long nanos) throws InterruptedException {
    long left = nanos;
    lock.lock();
    try {
      while (!sessions.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
      return sessions.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Closes every connection at once. */
  void close() {
    List.copyOf(sessions.keySet()).forEach(channel -> channel.close().awaitUninterruptibly());
  }
}
