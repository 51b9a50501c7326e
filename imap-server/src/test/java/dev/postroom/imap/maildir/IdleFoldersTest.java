package dev.postroom.imap.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.MailStore;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.mailbox.SelectedMailbox;
import dev.postroom.imap.mailbox.StatusItem;
import dev.postroom.imap.maildir.folder.IdleFolders;
import dev.postroom.imap.maildir.index.FolderOpenings;
import dev.postroom.imap.maildir.storage.MaildirSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views of folders that nobody uses. */
class IdleFoldersTest {

  private static final MailboxName INBOX = MailboxName.INBOX;

  @TempDir private Path home;
  private final AtomicReference<MaildirSettings> settings = new AtomicReference<>(settings(true));

  private static MaildirSettings settings(boolean keywords) {
    return new MaildirSettings(true, keywords, Duration.ofMinutes(10), 022, "one", 4711, "Trash");
  }

  @BeforeEach
  void layOut() throws Exception {
    for (String user : new String[] {"a", "b", "c"}) {
      for (String directory : new String[] {"cur", "new", "tmp"}) {
        Files.createDirectories(home.resolve(user).resolve(directory));
      }
      for (int i = 1; i <= 60; i++) {
        Files.writeString(home.resolve(user).resolve("cur/" + i + ".a:2,"), "text\n");
      }
      letTimePass(user);
    }
  }

  private void letTimePass(String user) throws Exception {
    for (String directory : new String[] {"cur", "new"}) {
      Files.setLastModifiedTime(
          home.resolve(user).resolve(directory), FileTime.from(Instant.now().minusSeconds(60)));
    }
  }

  private MaildirStores stores(int budget) throws Exception {
    return new MaildirStores(
        settings::get, Clock.systemUTC(), new IdleFolders(budget), new FolderOpenings());
  }

  private int count(MaildirStores stores, String user) throws Exception {
    try (MailStore store = stores.open(MailServer.user(home.resolve(user)));
        SelectedMailbox inbox = store.select(INBOX, false)) {
      return inbox.messages().size();
    }
  }

  /** Deletes a message and the index so that only those notice who look into {@code cur}. */
  private void deleteUnnoticeably(String user) throws Exception {
    Path cur = home.resolve(user).resolve("cur");
    FileTime before = Files.getLastModifiedTime(cur);
    Files.delete(cur.resolve("7.a:2,"));
    Files.setLastModifiedTime(cur, before);
    Files.deleteIfExists(home.resolve(user).resolve("postroomindex/index"));
  }

  @Test
  void aFolderThatIsOpenedAgainIsNotListedAgain() throws Exception {
    try (MaildirStores stores = stores(100)) {
      count(stores, "a");
      deleteUnnoticeably("a");
      assertThat(count(stores, "a")).isEqualTo(60);
    }
  }

  @Test
  void whatWasLeftLongestAgoIsForgottenWhenThereIsNoRoom() throws Exception {
    try (MaildirStores stores = stores(130)) {
      count(stores, "a");
      count(stores, "b");
      count(stores, "a");
      count(stores, "c");
      for (String user : new String[] {"a", "b", "c"}) {
        deleteUnnoticeably(user);
      }
      assertThat(count(stores, "c")).isEqualTo(60);
      assertThat(count(stores, "a")).isEqualTo(60);
      assertThat(count(stores, "b")).isEqualTo(59);
    }
  }

  @Test
  void withoutABudgetNothingIsKept() throws Exception {
    try (MaildirStores stores = stores(0)) {
      count(stores, "a");
      deleteUnnoticeably("a");
      assertThat(count(stores, "a")).isEqualTo(59);
    }
  }

  @Test
  void changesMadeMeanwhileAreNoticed() throws Exception {
    try (MaildirStores stores = stores(1000)) {
      count(stores, "a");
      Files.delete(home.resolve("a/cur/7.a:2,"));
      MailServer.deliver(home.resolve("a"), "100.b", "\n");
      MailServer.deliver(home.resolve("a"), "101.b", "\n");
      assertThat(count(stores, "a")).isEqualTo(61);
    }
  }

  @Test
  void aFolderThatWasReplacedMeanwhileIsAnotherOne() throws Exception {
    var name = new MailboxName("INBOX.x");
    try (MaildirStores stores = stores(1000);
        MailStore store = stores.open(MailServer.user(home.resolve("a")))) {
      store.create(name);
      long before = uidValidity(store, name);
      store.delete(name);
      store.create(name);
      MailServer.deliver(home.resolve("a/.x"), "1.b", "\n");

      try (SelectedMailbox mailbox = store.select(name, false)) {
        assertThat(mailbox.uidValidity()).isGreaterThan(before);
        assertThat(mailbox.messages())
            .extracting(MessageState::uid, MessageState::flags)
            .containsExactly(org.assertj.core.groups.Tuple.tuple(1L, Flags.NONE));
      }
    }
  }

  private static long uidValidity(MailStore store, MailboxName name) throws Exception {
    try (SelectedMailbox mailbox = store.select(name, false)) {
      return mailbox.uidValidity();
    }
  }

  @Test
  void aMaildirOfWhichOnlyViewsAreLeftIsOpenedAsSettingsAreNow() throws Exception {
    try (MaildirStores stores = stores(1000)) {
      count(stores, "a");
      settings.set(settings(false));
      try (MailStore store = stores.open(MailServer.user(home.resolve("a")));
          SelectedMailbox inbox = store.select(INBOX, false)) {
        assertThat(inbox.newKeywordsAllowed()).isFalse();
      }
    }
  }

  @Test
  void statusOfAKnownFolderListsNothingAndOpensNoMessageTwice() throws Exception {
    Set<StatusItem> all = EnumSet.allOf(StatusItem.class);
    try (MaildirStores stores = stores(1000);
        MailStore store = stores.open(MailServer.user(home.resolve("a")))) {
      MailServer.deliver(home.resolve("a"), "100.b", "four\nfive\n");
      letTimePass("a");
      assertThat(store.status(INBOX, all))
          .satisfies(status -> assertThat(status.messages()).isEqualTo(61))
          .satisfies(status -> assertThat(status.size()).isEqualTo(60 * 6 + 12))
          .satisfies(status -> assertThat(status.uidNext()).isEqualTo(62));
      assertThat(MailServer.files(home.resolve("a/new"))).containsExactly("100.b");
      // As never happens: to see who reads it.
      Files.writeString(home.resolve("a/cur/8.a:2,"), "some other text\n");
      assertThat(store.status(INBOX, all).size()).isEqualTo(60 * 6 + 12);

      Files.delete(home.resolve("a/new/100.b"));
      letTimePass("a");
      count(stores, "a");
      deleteUnnoticeably("a");
      assertThat(store.status(INBOX, all))
          .satisfies(status -> assertThat(status.messages()).isEqualTo(60))
          .satisfies(status -> assertThat(status.size()).isEqualTo(60 * 6));
    }
  }
}
