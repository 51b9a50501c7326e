package dev.postroom.imap.maildir.tree;

import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxException.Reason;
import dev.postroom.imap.mailbox.MailboxName;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which directory a mailbox is: INBOX is the Maildir itself, {@code INBOX.a.b} its subdirectory
 * {@code .a.b}, in UTF-8 as Courier 5 writes it (maildirpathcpp.C). No level is empty, none has a
 * slash or a control character, so that no name leads out of the Maildir or breaks a line of {@code
 * courierimapsubscribed}.
 */
final class FolderNames {

  /** The longest file name that Linux file systems take, in bytes. */
  static final int MAX_DIRECTORY_BYTES = 255;

  private static final String PREFIX = MailboxName.INBOX.value() + MailboxName.SEPARATOR;

  private final Path maildir;

  FolderNames(Path maildir) {
    this.maildir = maildir;
  }

  /** The directory of a mailbox, whether or not it is there; refuses names that cannot be one. */
  Path directory(MailboxName name) throws MailboxException {
    if (name.equals(MailboxName.INBOX)) {
      return maildir;
    }
    if (!isValid(name)) {
      throw new MailboxException(Reason.CANNOT, "Invalid mailbox name.");
    }
    try {
      return maildir.resolve(name.value().substring(PREFIX.length() - 1));
    } catch (InvalidPathException notInLocale) {
      throw new MailboxException(
          Reason.CANNOT,
          "Invalid mailbox name: the server runs in a locale that cannot write it on disk"
              + " (its administrator should set LC_ALL=C.UTF-8).",
          notInLocale);
    }
  }

  /** The mailbox that a subdirectory of the Maildir is; empty for other files and odd names. */
  static Optional<MailboxName> mailbox(String directory) {
    if (directory.length() < 2 || directory.charAt(0) != MailboxName.SEPARATOR) {
      return Optional.empty();
    }
    var name = new MailboxName(MailboxName.INBOX.value() + directory);
    return isValid(name) ? Optional.of(name) : Optional.empty();
  }

  private static boolean isValid(MailboxName name) {
    String value = name.value();
    return value.startsWith(PREFIX)
        && !value.contains("..")
        && !value.endsWith(".")
        && value.chars().noneMatch(c -> c == '/' || c == '\uFFFD' || Character.isISOControl(c))
        && value.substring(PREFIX.length() - 1).getBytes(StandardCharsets.UTF_8).length
            <= MAX_DIRECTORY_BYTES;
  }
}
