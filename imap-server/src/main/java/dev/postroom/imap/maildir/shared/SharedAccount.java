package dev.postroom.imap.maildir.shared;

import dev.postroom.imap.mailbox.MailboxName;
import java.nio.file.Path;

/**
 * An account that may share its mail.
 *
 * @param name as the index has it, by which the account's lists know its owner
 * @param root what its INBOX is called by others, such as {@code #shared.sales.ben}
 * @param maildir its Maildir, which need not be within reach
 */
public record SharedAccount(String name, MailboxName root, Path maildir) {}
