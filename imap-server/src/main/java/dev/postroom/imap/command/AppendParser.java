package dev.postroom.imap.command;

import static dev.postroom.imap.command.CommandRefusedException.bad;

import dev.postroom.imap.command.Command.AppendMessage;
import dev.postroom.imap.command.Command.AppendSyntax;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.wire.LiteralAnnouncement;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * The messages of APPEND (RFC 3501 section 6.3.11, RFC 3502, RFC 3516, RFC 6855 section 4):
 *
 * <pre>
 * append         = "APPEND" SP mailbox 1*append-message
 * append-message = SP [flags SP] [date-time SP] append-data
 * flags          = flag-list / flag
 * append-data    = literal / literal8 / "UTF8" SP "(" literal8 ")"
 * </pre>
 *
 * The one flag without parentheses is Courier's; several need them there too.
 */
public final class AppendParser {

  private final Tokens tokens;

  AppendParser(Tokens tokens) {
    this.tokens = tokens;
  }

  /** The message that is next, up to its literal. */
  AppendMessage message() throws IOException, CommandRefusedException {
    Flags flags = flags();
    Optional<Instant> date = Optional.empty();
    if (tokens.peek() == '"') {
      date = Optional.of(DateParser.dateTime(tokens));
      tokens.sp();
    }
    if (tokens.acceptWord("UTF8")) {
      tokens.sp();
      tokens.expect('(');
      LiteralAnnouncement literal = tokens.literalAnnouncement();
      if (!literal.binary()) {
        throw bad("Expected a literal8 behind UTF8");
      }
      return new AppendMessage(flags, date, literal.size(), AppendSyntax.UTF8);
    }
    LiteralAnnouncement literal = tokens.literalAnnouncement();
    return new AppendMessage(
        flags,
        date,
        literal.size(),
        literal.binary() ? AppendSyntax.LITERAL8 : AppendSyntax.LITERAL);
  }

  /**
   * Goes on behind the literal of a message.
   *
   * @param input stands at the line behind the literal
   * @return the next message, up to its literal; empty at the end of the command
   */
  public static Optional<AppendMessage> next(CommandInput input, AppendMessage before)
      throws IOException, CommandRefusedException {
    // There is no mailbox name left to read, which is all that could depend on an extension.
    var tokens = new Tokens(input, Enabled.NOTHING);
    if (before.syntax() == AppendSyntax.UTF8) {
      tokens.expect(')');
    }
    boolean separated = tokens.accept(' ');
    while (tokens.accept(' ')) {
      separated = false;
    }
    if (!separated || tokens.atEnd()) {
      tokens.end();
      return Optional.empty();
    }
    return Optional.of(new AppendParser(tokens).message());
  }

  private Flags flags() throws CommandRefusedException {
    Flags flags;
    if (tokens.peek() == '(') {
      flags = FlagParser.flagList(tokens);
    } else if (tokens.peek() == '\\') {
      flags = FlagParser.one(tokens);
    } else {
      return Flags.NONE;
    }
    tokens.sp();
    return flags;
  }
}
