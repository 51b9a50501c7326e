package dev.postroom.imap.net;

import dev.postroom.imap.session.ByeReason;
import dev.postroom.imap.session.dialogue.ImapSession;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The sessions there are, so that a server that stops can say goodbye to each. */
final class OpenSessions {

  private final Map<Channel, ImapSession> sessions = new ConcurrentHashMap<>();

  void add(ImapSession session, Channel channel) {
    sessions.put(channel, session);
    channel.closeFuture().addListener(closed -> sessions.remove(channel));
  }

  /**
   * Says {@code * BYE} to every session, evenly spread over {@code spread} so that the clients do
   * not all come back in the same moment, and closes whatever is still there after {@code grace}.
   * Returns when the last is closed.
   */
  void drain(Duration spread, Duration grace, ScheduledExecutorService scheduler)
      throws InterruptedException {
    List<Map.Entry<Channel, ImapSession>> all = new ArrayList<>(sessions.entrySet());
    CountDownLatch left = new CountDownLatch(all.size());
    for (int i = 0; i < all.size(); i++) {
      ImapSession session = all.get(i).getValue();
      scheduler.schedule(
          () -> session.bye(ByeReason.SHUTDOWN),
          spread.toMillis() * i / all.size(),
          TimeUnit.MILLISECONDS);
      all.get(i).getKey().closeFuture().addListener(closed -> left.countDown());
    }
    if (!left.await(grace.toMillis(), TimeUnit.MILLISECONDS)) {
      all.forEach(entry -> entry.getKey().close());
    }
  }

  /** Closes every connection at once. */
  void close() {
    List.copyOf(sessions.keySet()).forEach(channel -> channel.close().awaitUninterruptibly());
  }
}
