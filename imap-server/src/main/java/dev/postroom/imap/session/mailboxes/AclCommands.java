package dev.postroom.imap.session.mailboxes;

import dev.postroom.imap.command.Command;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.acl.AccessControl;
import dev.postroom.imap.mailbox.acl.AccessControlList.Entry;
import dev.postroom.imap.session.state.Outcome;
import dev.postroom.imap.wire.ResponseEncoder;
import java.io.IOException;
import java.util.Optional;

/** ACL (RFC 4314), with the rights and identifiers of RFC 2086, as Courier answers it. */
final class AclCommands {

  private static final String USER = "user=";

  private final AccessControl acl;
  private final ResponseEncoder out;

  AclCommands(AccessControl acl, ResponseEncoder out) {
    this.acl = acl;
    this.out = out;
  }

  Outcome.Answer run(Command.AclCommand command) throws IOException, MailboxException {
    return switch (command) {
      case Command.ChangeAcl change -> {
        acl.change(change.mailbox(), change.change());
        yield Outcome.Answer.ok("ACLs updated.");
      }
      case Command.GetAcl get -> getAcl(get.mailbox());
      case Command.ListRights list -> listRights(list);
      case Command.MyRights my -> myRights(my.mailbox());
    };
  }

  private Outcome.Answer getAcl(MailboxName mailbox) throws IOException, MailboxException {
    var entries = acl.list(mailbox).entries();
    out.raw("* ACL ").mailbox(mailbox.value());
    for (Entry entry : entries) {
      Optional<String> identifier = toClient(entry.identifier());
      if (identifier.isPresent()) {
        out.sp().string(identifier.get()).sp().string(entry.rights().toClient());
      }
    }
    out.crlf();
    return Outcome.Answer.ok("GETACL completed.");
  }

  /**
   * Each right can be granted by itself. The owner cannot lose the rights to see the mailbox and to
   * administer it, nor can they be taken from everybody.
   */
  private Outcome.Answer listRights(Command.ListRights command)
      throws IOException, MailboxException {
    acl.rights(command.mailbox());
    String identifier = command.identifier();
    String owner = acl.owner(command.mailbox());
    boolean cannotBeTaken =
        identifier.equals("-anyone")
            || identifier.equals("-anonymous")
            || identifier.equals("-" + owner);
    out.raw("* LISTRIGHTS ").mailbox(command.mailbox().value()).sp().string(identifier);
    if (cannotBeTaken) {
      out.raw(" \"\" c d i p r s w");
    } else if (identifier.equals(owner)) {
      out.raw(" \"al\" c d i p r s w");
    } else {
      out.raw(" \"\" a c d i l p r s w");
    }
    out.crlf();
    return Outcome.Answer.ok("LISTRIGHTS completed.");
  }

  private Outcome.Answer myRights(MailboxName mailbox) throws IOException, MailboxException {
    tellRights(mailbox);
    return Outcome.Answer.ok("MYRIGHTS completed.");
  }

  /** The response of MYRIGHTS, which LIST gives too (RFC 8440). */
  void tellRights(MailboxName mailbox) throws IOException, MailboxException {
    String rights = acl.rights(mailbox).toClient();
    out.raw("* MYRIGHTS ").mailbox(mailbox.value()).sp().string(rights).crlf();
  }

  /** A user by his bare name; identifiers that RFC 2086 has no words for are not shown. */
  private static Optional<String> toClient(String identifier) {
    boolean negative = identifier.startsWith("-");
    String subject = negative ? identifier.substring(1) : identifier;
    if (subject.startsWith(USER)) {
      return Optional.of((negative ? "-" : "") + subject.substring(USER.length()));
    }
    return subject.indexOf('=') >= 0 ? Optional.empty() : Optional.of(identifier);
  }
}
