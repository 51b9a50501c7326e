package dev.postroom.imap.command;

import static dev.postroom.imap.command.CommandRefusedException.bad;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** {@code flag-list} and {@code flag} (RFC 3501 section 9). */
final class FlagParser {

  private final Tokens tokens;
  private final Set<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
  private final Set<String> keywords = new HashSet<>();

  private FlagParser(Tokens tokens) {
    this.tokens = tokens;
  }

  /** {@code flag-list = "(" [flag *(SP flag)] ")"}. */
  static Flags flagList(Tokens tokens) throws CommandRefusedException {
    tokens.expect('(');
    if (tokens.accept(')')) {
      return Flags.NONE;
    }
    Flags flags = flags(tokens);
    tokens.expect(')');
    return flags;
  }

  /** {@code flag *(SP flag)}, as STORE takes it without parentheses too. */
  static Flags flags(Tokens tokens) throws CommandRefusedException {
    var parser = new FlagParser(tokens);
    do {
      parser.flag();
    } while (tokens.accept(' '));
    return new Flags(parser.system, parser.keywords);
  }

  /** A single {@code flag}. */
  static Flags one(Tokens tokens) throws CommandRefusedException {
    var parser = new FlagParser(tokens);
    parser.flag();
    return new Flags(parser.system, parser.keywords);
  }

  private void flag() throws CommandRefusedException {
    if (!tokens.accept('\\')) {
      keywords.add(tokens.atom());
      return;
    }
    String name = tokens.atom();
    switch (name.toUpperCase(Locale.ROOT)) {
      case "ANSWERED" -> system.add(SystemFlag.ANSWERED);
      case "FLAGGED" -> system.add(SystemFlag.FLAGGED);
      case "DELETED" -> system.add(SystemFlag.DELETED);
      case "SEEN" -> system.add(SystemFlag.SEEN);
      case "DRAFT" -> system.add(SystemFlag.DRAFT);
      // Some clients send back what FETCH told them. It cannot be changed, so it is passed over.
      case "RECENT" -> {}
      default -> throw bad("There is no flag \\" + name);
    }
  }
}
