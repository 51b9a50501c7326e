package dev.postroom.imap.command;

import static dev.postroom.imap.command.MailboxNameParser.mailbox;

import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.acl.AclChange;
import java.io.IOException;
import java.util.Map;

/**
 * The commands of ACL (RFC 4314 section 6). On the wire a bare name is a user and Courier's other
 * identifiers are reserved words, as in RFC 2086; in lists a user is {@code user=} and his name.
 */
final class AclGrammar {

  static final Map<String, Grammar> COMMANDS =
      Map.of(
          "SETACL", Grammar.of(AclGrammar::setAcl),
          "DELETEACL", Grammar.of(AclGrammar::deleteAcl),
          "GETACL", Grammar.of(tokens -> new Command.GetAcl(mailbox(tokens))),
          "LISTRIGHTS", Grammar.of(AclGrammar::listRights),
          "MYRIGHTS", Grammar.of(tokens -> new Command.MyRights(mailbox(tokens))));

  private AclGrammar() {}

  private static Command setAcl(Tokens tokens) throws IOException, CommandRefusedException {
    MailboxName mailbox = mailbox(tokens);
    tokens.sp();
    String identifier = identifier(tokens);
    tokens.sp();
    return new Command.ChangeAcl(mailbox, AclChange.set(identifier, tokens.astringText()));
  }

  private static Command deleteAcl(Tokens tokens) throws IOException, CommandRefusedException {
    MailboxName mailbox = mailbox(tokens);
    tokens.sp();
    return new Command.ChangeAcl(mailbox, AclChange.delete(identifier(tokens)));
  }

  private static Command listRights(Tokens tokens) throws IOException, CommandRefusedException {
    MailboxName mailbox = mailbox(tokens);
    tokens.sp();
    return new Command.ListRights(mailbox, tokens.astringText());
  }

  /** The identifier of a list that a client's word means. */
  private static String identifier(Tokens tokens) throws IOException, CommandRefusedException {
    String given = tokens.astringText();
    boolean negative = given.startsWith("-");
    String subject = negative ? given.substring(1) : given;
    if (subject.indexOf('=') >= 0
        || subject.chars().anyMatch(c -> c <= ' ' || Character.isISOControl(c))) {
      throw CommandRefusedException.no("[CANNOT] Invalid ACL identifier.");
    }
    String identifier =
        switch (subject) {
          case "anyone", "anonymous", "owner", "administrators" -> subject;
          default -> "user=" + subject;
        };
    return negative ? "-" + identifier : identifier;
  }
}
