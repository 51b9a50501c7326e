package dev.postroom.imap.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** IMAP_MAILBOX_SANITY_CHECK. */
class MaildirOwnerTest {

  @TempDir Path maildir;

  @Test
  void aMaildirIsTheAccountsOrTheServers() throws Exception {
    long owner = (Integer) Files.getAttribute(maildir, "unix:uid");
    assertThatCode(() -> new MaildirOwner(owner, owner + 1).require(maildir))
        .doesNotThrowAnyException();
    assertThatCode(() -> new MaildirOwner(owner + 1, owner).require(maildir))
        .doesNotThrowAnyException();
    assertThatCode(() -> MaildirOwner.of(owner + 1).require(maildir)).doesNotThrowAnyException();
    assertThatThrownBy(() -> new MaildirOwner(owner + 1, owner + 2).require(maildir))
        .isInstanceOfSatisfying(
            MailboxException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FOREIGN_OWNER))
        .hasMessage(
            ("%s belongs to user %d, not to %d as the account says, nor to %d, the server's; change"
                    + " its owner, or set IMAP_MAILBOX_SANITY_CHECK=0")
                .formatted(maildir, owner, owner + 1, owner + 2));
  }

  @Test
  void aMaildirThatIsNotThereYetIsNobodys() {
    assertThatCode(() -> new MaildirOwner(1, 1).require(maildir.resolve("none")))
        .doesNotThrowAnyException();
  }
}
