package dev.postroom.imap.command;

import dev.postroom.imap.wire.Fragment;
import dev.postroom.imap.wire.Fragmenter;
import dev.postroom.imap.wire.LiteralAnnouncement;
import dev.postroom.imap.wire.ModifiedUtf7;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Whatever a client sends is a command or refused in words that fit into a line; a mailbox name has
 * one spelling.
 */
public final class CommandFuzz {

  private static final int LINE_LIMIT = 8192;

  private CommandFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    modifiedUtf7(new String(input, StandardCharsets.ISO_8859_1));
    command(input, Enabled.NOTHING);
    command(input, new Enabled(Set.of(Extension.values())));
  }

  private static void command(byte[] input, Enabled enabled) {
    var sent = new Sent(input);
    if (!sent.hasLine()) {
      return;
    }
    var parser = new CommandParser(sent, enabled);
    try {
      TaggedCommand tagged = parser.command();
      if (!tagged.tag().equals(parser.tag()) || tagged.toString().isEmpty()) {
        throw new AssertionError("a command of another tag: " + tagged);
      }
    } catch (CommandRefusedException refused) {
      requireText(refused.getMessage());
    } catch (IOException incomplete) {
      requireText(parser.name());
    }
    requireText(parser.tag());
  }

  private static void requireText(String text) {
    if (text.isEmpty() || text.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
      throw new AssertionError("not fit for an answer: " + text);
    }
  }

  private static void modifiedUtf7(String text) {
    if (!ModifiedUtf7.decode(ModifiedUtf7.encode(text)).equals(text)) {
      throw new AssertionError("encoded and decoded it is another: " + text);
    }
    String decoded;
    try {
      decoded = ModifiedUtf7.decode(text);
    } catch (IllegalArgumentException notModifiedUtf7) {
      return;
    }
    if (!ModifiedUtf7.encode(decoded).equals(text)) {
      throw new AssertionError("two spellings of " + decoded);
    }
  }

  /** A client that has sent this and nothing more. */
  private static final class Sent implements CommandInput {

    private final Fragmenter fragmenter = new Fragmenter(LINE_LIMIT);
    private Fragment.Line line;

    Sent(byte[] bytes) {
      fragmenter.feed(ByteBuffer.wrap(bytes));
      if (fragmenter.next().orElse(null) instanceof Fragment.Line first) {
        line = first;
      }
    }

    boolean hasLine() {
      return line != null;
    }

    @Override
    public Fragment.Line line() {
      return line;
    }

    @Override
    public byte[] literal() throws IOException {
      LiteralAnnouncement announced = line.literal().orElseThrow();
      if (announced.size() > Tokens.MAX_ARGUMENT) {
        throw new AssertionError("asked for a literal of " + announced.size() + " bytes");
      }
      if (announced.synchronizing()) {
        fragmenter.accept();
      }
      var bytes = new ByteArrayOutputStream();
      while (bytes.size() < announced.size()) {
        bytes.writeBytes(((Fragment.LiteralBytes) next()).bytes());
      }
      if (!(next() instanceof Fragment.Line behind)) {
        throw new EOFException("a line that is too long");
      }
      line = behind;
      return bytes.toByteArray();
    }

    private Fragment next() throws EOFException {
      return fragmenter.next().orElseThrow(() -> new EOFException("nothing more was sent"));
    }
  }
}
