package dev.postroom.imap.command;

import static dev.postroom.imap.command.MailboxNameParser.mailbox;

import java.io.IOException;
import java.util.Map;

/** The commands of QUOTA (RFC 2087, with the grammar of RFC 9208 section 7). */
final class QuotaGrammar {

  static final Map<String, Grammar> COMMANDS =
      Map.of(
          "GETQUOTA", Grammar.of(tokens -> new Command.GetQuota(tokens.astringText())),
          "GETQUOTAROOT", Grammar.of(tokens -> new Command.GetQuotaRoot(mailbox(tokens))),
          "SETQUOTA", Grammar.of(QuotaGrammar::setQuota));

  private QuotaGrammar() {}

  /** SETQUOTA; the limits are read and not kept, since nobody may set any. */
  private static Command setQuota(Tokens tokens) throws IOException, CommandRefusedException {
    String root = tokens.astringText();
    tokens.sp();
    tokens.expect('(');
    if (!tokens.accept(')')) {
      do {
        tokens.word();
        tokens.sp();
        tokens.number();
      } while (tokens.accept(' '));
      tokens.expect(')');
    }
    return new Command.SetQuota(root);
  }
}
