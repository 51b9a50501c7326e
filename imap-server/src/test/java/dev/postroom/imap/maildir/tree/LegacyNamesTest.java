package dev.postroom.imap.maildir.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.mailbox.MailStore.ListedMailbox;
import dev.postroom.imap.maildir.MailServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegacyNamesTest {

  @TempDir Path home;

  @ParameterizedTest
  @CsvSource({
    ".Entw&APw-rfe, true",
    ".a.&AOk-t&AOk-, true",
    "'.&U,BTFw-', true",
    ".Müller & Söhne, false",
    ".a&b-c, false",
    ".&-, false",
    ".Q&A, false",
  })
  void namesInModifiedUtf7AreToldFromOthers(String directory, boolean legacy) {
    assertThat(LegacyNames.looksLegacy(directory)).isEqualTo(legacy);
  }

  @Test
  void suchAFolderIsListedByTheNameThatIsOnDisk() throws Exception {
    Path maildir = home.resolve("Maildir");
    try (MailServer server = new MailServer(maildir, "one")) {
      for (String directory : new String[] {"cur", "new", "tmp"}) {
        Files.createDirectories(maildir.resolve(".Entw&APw-rfe").resolve(directory));
      }
      assertThat(server.store.list(false))
          .extracting(ListedMailbox::name)
          .hasToString("[INBOX, INBOX.Entw&APw-rfe]");
    }
  }
}
