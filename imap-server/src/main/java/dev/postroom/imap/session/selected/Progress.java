package dev.postroom.imap.session.selected;

import dev.postroom.imap.wire.ResponseEncoder;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Tells a client that its command is still at work and how far it is (INPROGRESS, RFC 9585), so
 * that it does not take the server for dead.
 */
final class Progress {

  /** So long nothing is said, and between two times. */
  static final Duration INTERVAL = Duration.ofSeconds(10);

  private final ResponseEncoder out;
  private final Clock clock;
  private final String tag;
  private Instant next;

  /**
   * @param tag of the command
   */
  Progress(ResponseEncoder out, Clock clock, String tag) {
    this.out = out;
    this.clock = clock;
    this.tag = tag;
    this.next = clock.instant().plus(INTERVAL);
  }

  /**
   * Takes note of how far the command is, and tells it when it is time to.
   *
   * @param goal more than {@code done}
   */
  void at(int done, int goal) throws IOException {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(INTERVAL);
    out.raw("* OK [INPROGRESS (");
    // A response code ends at the first bracket, though a tag may have one.
    if (tag.contains("]")) {
      out.nil();
    } else {
      out.string(tag);
    }
    out.sp().number(done).sp().number(goal).raw(")] Still at work.").crlf();
    out.flush();
  }
}
