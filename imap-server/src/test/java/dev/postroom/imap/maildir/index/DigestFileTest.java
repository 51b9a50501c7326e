package dev.postroom.imap.maildir.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.MessageContent;
import dev.postroom.imap.mailbox.SelectedMailbox;
import dev.postroom.imap.maildir.MailServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestFileTest {

  private static final MailboxName INBOX = MailboxName.INBOX;

  @TempDir Path maildir;

  @Test
  void aNoteIsThereBeforeAndAfterItIsWritten() throws Exception {
    var digests = new DigestFile(maildir);
    int first = digests.add(new byte[] {1}, 17);
    int second = digests.add(new byte[] {2}, 18);

    assertThat(digests.waiting(second, 18)).hasValue(new byte[] {2});
    digests.flush();
    assertThat(digests.waiting(second, 18)).isEmpty();
    assertThat(digests.read(first, 17)).hasValue(new byte[] {1});
    assertThat(digests.read(second, 17)).as("of another message").isEmpty();
  }

  @Test
  void notesThatNobodyWritesDownDoNotPileUpInMemory() throws Exception {
    try (var one = new MailServer(maildir, "one");
        var two = new MailServer(maildir, "two")) {
      one.append("INBOX", "a\n", Flags.NONE);
      try (SelectedMailbox here = one.store.select(INBOX, false);
          SelectedMailbox there = two.store.select(INBOX, false)) {
        // The one that opened it last keeps the index.
        one.append("INBOX", "b\n", Flags.NONE);
        MessageContent content = here.content(1).orElseThrow();
        content.keepDigest(new byte[MessageContent.MAX_DIGEST]);
        assertThat(content.digest()).isEmpty();

        content = there.content(1).orElseThrow();
        content.keepDigest(new byte[MessageContent.MAX_DIGEST]);
        assertThat(content.digest()).isPresent();
      }
    }
  }
}
