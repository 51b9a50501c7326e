package dev.postroom.imap.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts what a client sends into lines and literals. The result does not depend on how the bytes
 * were split on their way.
 *
 * <p>It never loses its place: a literal that the client sends without asking is a literal even if
 * the command it belongs to is rubbish, and so is one at the end of a line that is too long. Behind
 * a line that announces a synchronising literal it stops until {@link #accept} or {@link #refuse}
 * says what the next bytes are, for only the answer to the client decides that.
 *
 * <p>Lines end with CRLF or, as Courier permits, a bare LF. Not safe for use by several threads.
 */
public final class Fragmenter {

  private static final byte[] EMPTY = {};

  /** What must be kept of a line that is being dropped: an announcement, its tilde and CR. */
  private static final int KEPT_OF_OVERLONG = LiteralAnnouncement.MAX_LENGTH + 2;

  /** What is kept of the beginning of such a line. */
  static final int OVERLONG_BEGINNING = 64;

  /** A literal comes in pieces of at most this many bytes. */
  public static final int MAX_LITERAL_PIECE = 16 * 1024;

  private final int lineLimit;

  private byte[] buffer = EMPTY;
  private int head;
  private int tail;

  /** Up to here there is no line feed. */
  private int scanned;

  private boolean overlong;

  /** Of the line that is being dropped. */
  private byte[] beginning = EMPTY;

  private long literalRemaining;
  private boolean undecided;
  private long announcedSize;

  /**
   * @param lineLimit the longest line that is handed out, in bytes without its end
   */
  public Fragmenter(int lineLimit) {
    this.lineLimit = lineLimit;
  }

  /** Takes bytes, copying them. */
  public void feed(ByteBuffer bytes) {
    int count = bytes.remaining();
    makeRoom(count);
    bytes.get(buffer, tail, count);
    tail += count;
  }

  /** How many bytes are held back. */
  public int pending() {
    return tail - head;
  }

  /** Whether {@link #next} has something. */
  public boolean ready() {
    if (undecided) {
      return false;
    }
    return literalRemaining > 0 ? head < tail : lineFeed() >= 0;
  }

  /** The next fragment, if it has come. */
  public Optional<Fragment> next() {
    if (!ready()) {
      return Optional.empty();
    }
    Fragment fragment = literalRemaining > 0 ? literalBytes() : line();
    if (head == tail) {
      // A session that waits for its client holds no buffer.
      buffer = EMPTY;
      head = tail = scanned = 0;
    }
    return Optional.of(fragment);
  }

  /** The client was asked to send the synchronising literal that the last line announced. */
  public void accept() {
    requireUndecided();
    undecided = false;
    literalRemaining = announcedSize;
  }

  /** The client was told no: the next bytes are a line again. */
  public void refuse() {
    requireUndecided();
    undecided = false;
  }

  /** A copy of the bytes held back. */
  public ByteBuffer unread() {
    return ByteBuffer.wrap(Arrays.copyOfRange(buffer, head, tail));
  }

  /** Drops all bytes held back; for STARTTLS, behind which nothing sent in the clear counts. */
  public void clear() {
    buffer = EMPTY;
    head = tail = scanned = 0;
    endOverlong();
    literalRemaining = 0;
    undecided = false;
  }

  private void requireUndecided() {
    if (!undecided) {
      throw new IllegalStateException("no synchronising literal waits for a decision");
    }
  }

  private Fragment literalBytes() {
    int count = (int) Math.min(Math.min(literalRemaining, tail - head), MAX_LITERAL_PIECE);
    byte[] piece = Arrays.copyOfRange(buffer, head, head + count);
    head += count;
    scanned = head;
    literalRemaining -= count;
    return new Fragment.LiteralBytes(piece);
  }

  private Fragment line() {
    int feed = lineFeed();
    int end = feed > head && buffer[feed - 1] == '\r' ? feed - 1 : feed;
    Optional<LiteralAnnouncement> literal = LiteralAnnouncement.atEndOf(buffer, head, end);
    if (!overlong && end - head > lineLimit) {
      beginOverlong();
    }
    Fragment fragment =
        overlong
            ? new Fragment.OverlongLine(beginning, literal)
            : new Fragment.Line(Arrays.copyOfRange(buffer, head, end), literal);
    head = feed + 1;
    scanned = head;
    endOverlong();
    literal.ifPresent(this::expect);
    return fragment;
  }

  private void expect(LiteralAnnouncement literal) {
    if (literal.synchronizing()) {
      undecided = true;
      announcedSize = literal.size();
    } else {
      literalRemaining = literal.size();
    }
  }

  /** Where the line that begins at {@code head} ends, or -1; lets go of a line that is too long. */
  private int lineFeed() {
    for (; scanned < tail; scanned++) {
      if (buffer[scanned] == '\n') {
        return scanned;
      }
    }
    // One more than the limit may be the CR of a line that just fits.
    if (!overlong && tail - head > Math.max(lineLimit + 1, KEPT_OF_OVERLONG)) {
      beginOverlong();
    }
    if (overlong && tail - head > KEPT_OF_OVERLONG) {
      head = tail - KEPT_OF_OVERLONG;
    }
    return -1;
  }

  private void beginOverlong() {
    overlong = true;
    beginning = Arrays.copyOfRange(buffer, head, head + Math.min(lineLimit, OVERLONG_BEGINNING));
  }

  private void endOverlong() {
    overlong = false;
    beginning = EMPTY;
  }

  private void makeRoom(int count) {
    if (buffer.length - tail >= count) {
      return;
    }
    int held = tail - head;
    // Twofold, or a line that comes byte by byte would be copied for each of them.
    byte[] room =
        held + count <= buffer.length
            ? buffer
            : new byte[Math.max(256, Math.max(2 * held, held + count))];
    System.arraycopy(buffer, head, room, 0, held);
    buffer = room;
    scanned -= head;
    head = 0;
    tail = held;
  }
}
