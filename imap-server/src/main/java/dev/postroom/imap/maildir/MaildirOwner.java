package dev.postroom.imap.maildir;

import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Who may own the Maildir of an account (IMAP_MAILBOX_SANITY_CHECK). Courier becomes the account's
 * user and wants the Maildir to be his. This server stays who it is, so that a Maildir which it
 * made itself is its own, and one that comes from Courier is the account's.
 *
 * <p>Groups are not looked at: Kubernetes gives all files of a volume to one ({@code fsGroup}).
 *
 * @param account the number of the account's user
 * @param server the number of the user as whom the server runs
 */
public record MaildirOwner(long account, long server) {

  /** The account's user, or the one as whom this process runs. */
  public static MaildirOwner of(long account) {
    try {
      return new MaildirOwner(account, uid(Path.of("/proc/self")));
    } catch (IOException withoutProc) {
      throw new IllegalStateException(
          "/proc does not tell who runs this process; set IMAP_MAILBOX_SANITY_CHECK=0",
          withoutProc);
    }
  }

  /** Fails when a Maildir is somebody else's. One that is not there is nobody's. */
  void require(Path maildir) throws IOException, MailboxException {
    long owner;
    try {
      owner = uid(maildir);
    } catch (NoSuchFileException notThere) {
      return;
    }
    if (owner != account && owner != server) {
      throw new MailboxException(
          Reason.FOREIGN_OWNER,
          ("%s belongs to user %d, not to %d as the account says, nor to %d, the server's; change its"
                  + " owner, or set IMAP_MAILBOX_SANITY_CHECK=0")
              .formatted(maildir, owner, account, server));
    }
  }

  private static long uid(Path file) throws IOException {
    return Integer.toUnsignedLong((Integer) Files.getAttribute(file, "unix:uid"));
  }
}
