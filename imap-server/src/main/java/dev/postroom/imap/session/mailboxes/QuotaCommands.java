package dev.postroom.imap.session.mailboxes;

import dev.postroom.imap.command.Command;
import dev.postroom.imap.mailbox.MailStore;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.Quota;
import dev.postroom.imap.session.state.Outcome;
import dev.postroom.imap.wire.ResponseEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;

/**
 * QUOTA (RFC 2087, RFC 9208) as Courier has it: an account has one root, with the resources STORAGE
 * and MESSAGE as far as they are limited, and only the administrator sets them.
 */
final class QuotaCommands {

  private final MailStore store;
  private final ResponseEncoder out;

  QuotaCommands(MailStore store, ResponseEncoder out) {
    this.store = store;
    this.out = out;
  }

  Outcome.Answer run(Command.QuotaCommand command) throws IOException, MailboxException {
    return switch (command) {
      case Command.GetQuota quota -> getQuota(quota.root());
      case Command.GetQuotaRoot quota -> getQuotaRoot(quota.mailbox());
      case Command.SetQuota _ -> Outcome.Answer.no("[NOPERM] SETQUOTA No permission.");
    };
  }

  private Outcome.Answer getQuota(String root) throws IOException, MailboxException {
    if (!root.equals(Quota.ROOT)) {
      return Outcome.Answer.no("[NONEXISTENT] There is no such quota root.");
    }
    tellQuota();
    return Outcome.Answer.ok("GETQUOTA Ok.");
  }

  /**
   * As in Courier the mailbox need not be there: the root is the same for all of them. Of the quota
   * of another account its owner is told, and nobody else.
   */
  private Outcome.Answer getQuotaRoot(MailboxName mailbox) throws IOException, MailboxException {
    if (mailbox.isShared()) {
      out.raw("* QUOTAROOT ").mailbox(mailbox.value()).crlf();
      return Outcome.Answer.ok("GETQUOTAROOT Ok.");
    }
    out.raw("* QUOTAROOT ").mailbox(mailbox.value()).sp().string(Quota.ROOT).crlf();
    tellQuota();
    return Outcome.Answer.ok("GETQUOTAROOT Ok.");
  }

  private void tellQuota() throws IOException, MailboxException {
    var resources = new ArrayList<String>();
    Optional<Quota> quota = store.quota();
    quota
        .filter(Quota::limitsBytes)
        .ifPresent(q -> resources.add("STORAGE " + q.storage() + " " + q.storageLimit()));
    quota
        .filter(Quota::limitsMessages)
        .ifPresent(q -> resources.add("MESSAGE " + q.messages() + " " + q.messageLimit()));
    out.raw("* QUOTA ").string(Quota.ROOT).raw(" (").raw(String.join(" ", resources));
    out.raw(")").crlf();
  }
}
