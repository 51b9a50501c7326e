package dev.postroom.imap.maildir.account;

import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.maildir.files.StagedMessage;
import java.io.IOException;
import java.util.List;

/** What is done with messages that are complete; when it fails, none of them is delivered. */
@FunctionalInterface
interface BeforeDelivery {

  BeforeDelivery NOTHING = _ -> {};

  void take(List<StagedMessage> messages) throws IOException, MailboxException;
}
