package dev.postroom.imap.session.input;

import static dev.postroom.imap.command.CommandRefusedException.bad;

import dev.postroom.imap.command.CommandInput;
import dev.postroom.imap.command.CommandRefusedException;
import dev.postroom.imap.wire.Fragment;
import dev.postroom.imap.wire.LiteralAnnouncement;
import dev.postroom.imap.wire.ResponseEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads one command from the client, line by line, and asks for its literals. Whatever happens to
 * the command, {@link #skipRest} leaves the input at the beginning of the next one.
 */
public final class CommandReader implements CommandInput {

  /**
   * So much of a refused command is passed over, so that a user whose message is too big reads so
   * instead of losing the connection. RFC 7888 section 4 leaves the choice; behind more than this
   * the session ends.
   */
  public static final long MAX_SKIPPED = 1L << 30;

  /** The same before the login, where no literal of that size can be meant. */
  public static final long MAX_SKIPPED_BEFORE_LOGIN = 1L << 20;

  private final ClientInput input;
  private final ResponseEncoder out;
  private final Patience patience;
  private final long maxSkipped;

  private Fragment.Line line;
  private Optional<LiteralAnnouncement> announced;
  private long literalRemaining;
  private boolean insideLiteral;

  /**
   * @param patience how long the client may take for the command
   * @param maxSkipped how many bytes of literals {@link #skipRest} passes over at most
   */
  public CommandReader(
      ClientInput input,
      ResponseEncoder out,
      Patience patience,
      long maxSkipped,
      Fragment.Line first) {
    this.input = input;
    this.out = out;
    this.patience = patience;
    this.maxSkipped = maxSkipped;
    this.line = first;
    this.announced = first.literal();
  }

  /**
   * For a line that is too long to be a command, but has a tag, and may have a literal behind it.
   */
  public CommandReader(
      ClientInput input,
      ResponseEncoder out,
      Patience patience,
      long maxSkipped,
      Fragment.OverlongLine first) {
    this(input, out, patience, maxSkipped, new Fragment.Line(first.beginning(), first.literal()));
  }

  @Override
  public Fragment.Line line() {
    return line;
  }

  @Override
  public byte[] literal() throws IOException, CommandRefusedException {
    beginLiteral();
    byte[] bytes = new byte[Math.toIntExact(literalRemaining)];
    int length = 0;
    while (literalRemaining > 0) {
      byte[] piece = nextPiece();
      System.arraycopy(piece, 0, bytes, length, piece.length);
      length += piece.length;
    }
    nextLine();
    return bytes;
  }

  /**
   * The announced literal as a stream that asks for it and reads it as it comes. After its end,
   * {@link #nextLine} is due.
   */
  public InputStream literalStream() throws IOException {
    beginLiteral();
    return new LiteralStream();
  }

  /** Waits for a line of its own, such as the answer to a challenge. */
  public byte[] awaitLine() throws IOException, CommandRefusedException {
    nextLine();
    return line.text();
  }

  /** Whether nobody waits for the answer any more. */
  public boolean clientGone() {
    return input.closed();
  }

  /** Goes on to the line behind a literal. */
  public void nextLine() throws IOException, CommandRefusedException {
    insideLiteral = false;
    switch (next()) {
      case Fragment.Line next -> {
        line = next;
        announced = next.literal();
      }
      case Fragment.OverlongLine next -> {
        announced = next.literal();
        throw bad("The command is too long");
      }
      case Fragment.LiteralBytes _ ->
          throw new IllegalStateException("a literal that nobody announced");
    }
  }

  /**
   * Passes over what is left of the command, without asking for anything.
   *
   * @return false when that is too much; the input is then inside the command, and can only be left
   */
  public boolean skipRest() throws IOException {
    long skipped = insideLiteral ? literalRemaining : 0;
    while (insideLiteral || announced.isPresent()) {
      if (!insideLiteral) {
        LiteralAnnouncement literal = announced.get();
        announced = Optional.empty();
        if (literal.synchronizing()) {
          input.refuse();
          return true;
        }
        literalRemaining = literal.size();
        skipped += Math.min(literal.size(), maxSkipped + 1);
      }
      if (skipped > maxSkipped) {
        return false;
      }
      while (literalRemaining > 0) {
        nextPiece();
      }
      try {
        nextLine();
      } catch (CommandRefusedException tooLong) {
        // It is being skipped anyway; the literal it may announce is known.
        continue;
      }
    }
    return true;
  }

  private void beginLiteral() throws IOException {
    LiteralAnnouncement literal = announced.orElseThrow();
    announced = Optional.empty();
    literalRemaining = literal.size();
    insideLiteral = true;
    if (literal.synchronizing()) {
      input.accept();
      out.raw("+ OK").crlf().flush();
    }
  }

  private Fragment next() throws IOException {
    Duration left = patience.left();
    if (!left.isPositive()) {
      throw new SilentClientException("the client took too long for a command");
    }
    return input.await(left);
  }

  private byte[] nextPiece() throws IOException {
    byte[] bytes = ((Fragment.LiteralBytes) next()).bytes();
    literalRemaining -= bytes.length;
    return bytes;
  }

  private final class LiteralStream extends InputStream {

    private byte[] piece = {};
    private int at;

    @Override
    public int read() throws IOException {
      return fill() ? piece[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int count = Math.min(length, piece.length - at);
      System.arraycopy(piece, at, target, offset, count);
      at += count;
      return count;
    }

    private boolean fill() throws IOException {
      if (at == piece.length) {
        if (literalRemaining == 0) {
          return false;
        }
        piece = nextPiece();
        at = 0;
      }
      return true;
    }
  }
}
