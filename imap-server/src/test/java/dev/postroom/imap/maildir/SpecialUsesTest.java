package dev.postroom.imap.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.imap.mailbox.MailStore.ListedMailbox;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.SpecialUse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecialUsesTest {

  @TempDir Path directory;
  private Path maildir;
  private MailServer server;

  @BeforeEach
  void open() throws Exception {
    maildir = directory.resolve("Maildir");
    server = new MailServer(maildir, "one", Duration.ofMinutes(10));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private static MailboxName name(String name) {
    return new MailboxName(name);
  }

  private Map<String, Set<SpecialUse>> uses() throws Exception {
    var uses = new TreeMap<String, Set<SpecialUse>>();
    for (ListedMailbox mailbox : server.store.list(false)) {
      if (!mailbox.specialUses().isEmpty()) {
        uses.put(mailbox.name().value(), mailbox.specialUses());
      }
    }
    return uses;
  }

  @Test
  void usesStandInAFileAndFollowTheirMailbox() throws Exception {
    server.store.create(name("INBOX.Büro.Out"), Set.of(SpecialUse.SENT, SpecialUse.ARCHIVE));
    server.store.create(name("INBOX.d"), Set.of(SpecialUse.DRAFTS));
    assertThat(maildir.resolve("postroom-special-use"))
        .hasContent("\\Archive,\\Sent INBOX.Büro.Out\n\\Drafts INBOX.d\n");

    server.store.rename(name("INBOX.Büro"), name("INBOX.Office"));
    server.store.delete(name("INBOX.d"));
    server.store.create(name("INBOX.d"));

    assertThat(maildir.resolve("postroom-special-use"))
        .hasContent("\\Archive,\\Sent INBOX.Office.Out\n");
    assertThat(uses())
        .isEqualTo(Map.of("INBOX.Office.Out", Set.of(SpecialUse.SENT, SpecialUse.ARCHIVE)));
  }

  @Test
  void whatNobodySaidIsGuessedByName() throws Exception {
    for (String mailbox :
        new String[] {"Sent", "sent items", "drafts", "Spam", "Trash", "a.Sent"}) {
      server.store.create(name("INBOX." + mailbox));
    }
    assertThat(uses())
        .isEqualTo(
            Map.of(
                "INBOX.Sent", Set.of(SpecialUse.SENT),
                "INBOX.drafts", Set.of(SpecialUse.DRAFTS),
                "INBOX.Spam", Set.of(SpecialUse.JUNK),
                "INBOX.Trash", Set.of(SpecialUse.TRASH)));
  }

  @Test
  void whatSomebodySaidGoesBeforeAGuess() throws Exception {
    server.store.create(name("INBOX.Sent"));
    server.store.create(name("INBOX.Spam"), Set.of(SpecialUse.ARCHIVE));
    server.store.create(name("INBOX.out"), Set.of(SpecialUse.SENT));
    assertThat(uses())
        .isEqualTo(
            Map.of("INBOX.out", Set.of(SpecialUse.SENT), "INBOX.Spam", Set.of(SpecialUse.ARCHIVE)));
  }

  @Test
  void linesOfAnotherKindAndMailboxesThatAreGoneArePassedOver() throws Exception {
    server.store.create(name("INBOX.x"));
    Files.writeString(
        maildir.resolve("postroom-special-use"),
        "nonsense\n\n \\Later INBOX.x\n\\Sent \n\\Sent INBOX.gone\n\\Later,\\junk INBOX.x\n");
    assertThat(uses()).isEqualTo(Map.of("INBOX.x", Set.of(SpecialUse.JUNK)));
  }

  @Test
  void noFolderShowsTheMessagesOfOthers() throws Exception {
    assertThatThrownBy(() -> server.store.create(name("INBOX.x"), Set.of(SpecialUse.ALL)))
        .hasMessage(
            "A folder holds its own messages only; none can show all, or all that are flagged.");
    assertThat(uses()).isEmpty();
  }
}
