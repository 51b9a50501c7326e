package dev.postroom.imap.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.maildir.files.FolderDirectory;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the first opening of a folder allocates is what the collector has to copy while the client
 * waits; a folder may have 100,000 messages.
 */
class FirstOpeningCostTest {

  private static final int MESSAGES = 4000;

  /** Each message's name, read, sorted, numbered, and written into the database and the index. */
  private static final int MAX_BYTES_EACH = 2400;

  @TempDir Path scratch;

  @Test
  void aMessageThatIsSeenForTheFirstTimeTakesFewBytes() throws Exception {
    allocatedByOpening(maildir("first"));

    assertThat(allocatedByOpening(maildir("second")) / MESSAGES).isLessThan(MAX_BYTES_EACH);
  }

  private Path maildir(String user) throws Exception {
    Path made = scratch.resolve(user);
    new FolderDirectory(made).create();
    for (int i = 0; i < MESSAGES; i++) {
      String name =
          (1_700_000_000 + i) + ".M123456P22899V000000000000FE00I000000000000_1.host,S=1:2,S";
      Files.createFile(made.resolve("cur").resolve(name));
    }
    return made;
  }

  private static long allocatedByOpening(Path maildir) throws Exception {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (var server = new MailServer(maildir, "host")) {
      long before = threads.getCurrentThreadAllocatedBytes();
      try (var inbox = server.store.select(MailboxName.INBOX, false)) {
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(Files.size(maildir.resolve(FolderDirectory.UID_DB))).isGreaterThan(MESSAGES);
        return allocated;
      }
    }
  }
}
