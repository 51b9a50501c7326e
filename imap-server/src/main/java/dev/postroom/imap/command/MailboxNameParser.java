package dev.postroom.imap.command;

import static dev.postroom.imap.command.CommandRefusedException.bad;
import static dev.postroom.imap.command.CommandRefusedException.no;

import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.wire.ModifiedUtf7;
import java.io.IOException;
import java.text.Normalizer;

/**
 * Mailbox names in commands: modified UTF-7 (RFC 3501 section 5.1.3), or UTF-8 once the client has
 * asked for that (RFC 6855 section 3, RFC 9051 section 5.1).
 */
final class MailboxNameParser {

  /** What bytes that are not UTF-8 have become. */
  private static final char REPLACEMENT = '\uFFFD';

  private static final char LINE_SEPARATOR = '\u2028';
  private static final char PARAGRAPH_SEPARATOR = '\u2029';

  private MailboxNameParser() {}

  /** {@code mailbox}. */
  static MailboxName mailbox(Tokens tokens) throws IOException, CommandRefusedException {
    return named(text(tokens));
  }

  /**
   * The name of a mailbox that is to be made. In UTF-8 it has to be Net-Unicode (RFC 9051 section
   * 5.1), so that there are no two mailboxes whose names look the same.
   */
  static MailboxName fresh(Tokens tokens, String name) throws CommandRefusedException {
    if (tokens.enabled().utf8() && !Normalizer.isNormalized(name, Normalizer.Form.NFC)) {
      throw no("[CANNOT] The mailbox name is not in Unicode's normalization form C.");
    }
    return named(name);
  }

  /** The text of a mailbox name, which may be empty. */
  static String text(Tokens tokens) throws IOException, CommandRefusedException {
    return decoded(tokens, tokens.astringText());
  }

  /** {@code list-mailbox}: a name, perhaps empty, with wildcards. */
  static String pattern(Tokens tokens) throws IOException, CommandRefusedException {
    return decoded(tokens, tokens.listMailbox());
  }

  /** The mailbox of that name. */
  static MailboxName named(String name) throws CommandRefusedException {
    if (name.isEmpty()) {
      throw no("[CANNOT] Invalid mailbox name.");
    }
    return new MailboxName(name);
  }

  private static String decoded(Tokens tokens, String name) throws CommandRefusedException {
    return tokens.enabled().utf8() ? utf8(name) : modifiedUtf7(name);
  }

  private static String utf8(String name) throws CommandRefusedException {
    if (name.indexOf(REPLACEMENT) >= 0) {
      throw bad("The mailbox name is not valid UTF-8");
    }
    if (name.chars().anyMatch(MailboxNameParser::breaksLines)) {
      throw no("[CANNOT] A mailbox name has no control characters and no line separators.");
    }
    return name;
  }

  private static boolean breaksLines(int c) {
    return Character.isISOControl(c) || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR;
  }

  private static String modifiedUtf7(String name) throws CommandRefusedException {
    if (!name.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
      throw no("[CANNOT] A mailbox name is written in modified UTF-7.");
    }
    try {
      return ModifiedUtf7.decode(name);
    } catch (IllegalArgumentException e) {
      throw no("[CANNOT] The mailbox name is not valid modified UTF-7.");
    }
  }
}
