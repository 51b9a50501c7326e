package dev.postroom.imap.command;

import static dev.postroom.imap.command.CommandRefusedException.bad;
import static dev.postroom.imap.command.CommandRefusedException.no;
import static dev.postroom.imap.command.MailboxNameParser.fresh;

import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.SpecialUse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/**
 * The arguments of CREATE (RFC 3501 section 6.3.3, RFC 6154 section 6):
 *
 * <pre>
 * create       = "CREATE" SP mailbox [SP "(" create-param *(SP create-param) ")"]
 * create-param = "USE" SP "(" [use-attr *(SP use-attr)] ")"
 * </pre>
 */
final class CreateParser {

  private final Tokens tokens;
  private final Set<SpecialUse> uses = EnumSet.noneOf(SpecialUse.class);

  CreateParser(Tokens tokens) {
    this.tokens = tokens;
  }

  Command create() throws IOException, CommandRefusedException {
    MailboxName mailbox = mailbox();
    if (tokens.accept(' ') && !tokens.atEnd()) {
      tokens.expect('(');
      do {
        if (!tokens.acceptWord("USE")) {
          throw bad("CREATE knows only USE");
        }
        tokens.sp();
        uses();
      } while (tokens.accept(' '));
      tokens.expect(')');
    }
    return new Command.Create(mailbox, uses);
  }

  /** A separator at the end only says that mailboxes are to follow below (section 6.3.3). */
  private MailboxName mailbox() throws IOException, CommandRefusedException {
    String given = MailboxNameParser.text(tokens);
    int end = given.length() - 1;
    return fresh(
        tokens,
        given.endsWith(String.valueOf(MailboxName.SEPARATOR)) ? given.substring(0, end) : given);
  }

  private void uses() throws CommandRefusedException {
    tokens.expect('(');
    if (tokens.accept(')')) {
      return;
    }
    do {
      tokens.expect('\\');
      String attribute = "\\" + tokens.atom();
      uses.add(
          SpecialUse.of(attribute)
              .orElseThrow(() -> no("[USEATTR] There is no special use " + attribute + ".")));
    } while (tokens.accept(' '));
    tokens.expect(')');
  }
}
