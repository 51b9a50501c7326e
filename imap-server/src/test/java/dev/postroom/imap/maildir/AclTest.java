package dev.postroom.imap.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.imap.mailbox.FlagChange;
import dev.postroom.imap.mailbox.FlagChange.Mode;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailStore;
import dev.postroom.imap.mailbox.MailStore.AssignedUids;
import dev.postroom.imap.mailbox.MailStore.ListedMailbox;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.SelectedMailbox;
import dev.postroom.imap.mailbox.acl.AclChange;
import dev.postroom.imap.mailbox.acl.Rights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists on disk, and what they keep a user from. What is in the files is what Courier leaves. */
class AclTest {

  private static final String ALL = "owner aceilrstwx\nadministrators aceilrstwx\n";
  private static final MailboxName SENT = new MailboxName("INBOX.Sent");

  @TempDir Path maildir;
  private MailServer server;
  private MailStore store;

  @BeforeEach
  void start() throws Exception {
    server = new MailServer(maildir, "here");
    store = server.store;
    store.create(SENT);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Rights are read from each folder's own file, which is made when they are. */
  @Test
  void aListAsksForRightsOnlyWhereItMatches() throws Exception {
    for (String folder : List.of(".a", ".a.b", ".c")) {
      for (String part : List.of("cur", "new", "tmp")) {
        Files.createDirectories(maildir.resolve(folder).resolve(part));
      }
      Files.createFile(maildir.resolve(folder).resolve("maildirfolder"));
    }
    MailboxName a = new MailboxName("INBOX.a");

    assertThat(store.list(true, a::equals))
        .containsExactly(new ListedMailbox(a, true, true, Optional.of(false), Set.of()));
    assertThat(maildir.resolve(".a/courierimapacl")).exists();
    assertThat(maildir.resolve(".a.b/courierimapacl")).doesNotExist();
    assertThat(maildir.resolve(".c/courierimapacl")).doesNotExist();
  }

  @Test
  void aNewFolderGetsItsParentsListAndInboxNoneUntilItIsChanged() throws Exception {
    assertThat(maildir.resolve(".Sent/courierimapacl")).hasContent(ALL);
    assertThat(maildir.resolve("courierimapacl")).doesNotExist();

    store.accessControl().change(SENT, AclChange.set("user=bob", "lrs"));
    store.accessControl().change(MailboxName.INBOX, AclChange.set("anyone", "l"));
    store.create(new MailboxName("INBOX.Sent.Sub"));

    assertThat(maildir.resolve("courierimapacl")).hasContent(ALL + "anyone l\n");
    assertThat(maildir.resolve(".Sent/courierimapacl")).hasContent(ALL + "user=bob lrs\n");
    assertThat(maildir.resolve(".Sent.Sub/courierimapacl")).hasContent(ALL + "user=bob lrs\n");
  }

  @Test
  void namesAboveFoldersHaveTheirListsAsideUntilTheyAreFolders() throws Exception {
    store.create(new MailboxName("INBOX.a.b.c"));
    assertThat(MailServer.files(maildir.resolve("courierimaphieracl")))
        .isEqualTo(List.of("a", "a.b"));

    store.create(new MailboxName("INBOX.a.b"));

    assertThat(MailServer.files(maildir.resolve("courierimaphieracl"))).isEqualTo(List.of("a"));
    assertThat(maildir.resolve(".a.b/courierimapacl")).hasContent(ALL);
  }

  @Test
  void listsOfNamesThatAreAboveNothingAreForgottenAfterAnHour() throws Exception {
    store.create(new MailboxName("INBOX.a.b"));
    store.create(new MailboxName("INBOX.gone.c"));
    store.delete(new MailboxName("INBOX.gone.c"));
    Path above = maildir.resolve("courierimaphieracl");
    store.create(new MailboxName("INBOX.d.e"));
    assertThat(MailServer.files(above)).containsExactly("a", "d", "gone");

    for (String list : MailServer.files(above)) {
      Files.setLastModifiedTime(
          above.resolve(list), FileTime.from(Instant.now().minus(Duration.ofMinutes(61))));
    }
    store.create(new MailboxName("INBOX.f.g"));

    assertThat(MailServer.files(above)).containsExactly("a", "d", "f");
  }

  @Test
  void aListThatWouldShutOutTheOwnerIsRefused() {
    assertThatThrownBy(() -> store.accessControl().change(SENT, AclChange.set("owner", "lr")))
        .hasMessage("Cannot modify ACLs on this mailbox.");
    assertThat(maildir.resolve(".Sent/courierimapacl")).hasContent(ALL);
  }

  @Test
  void aMailboxThatIsNotThereHasNoList() {
    assertThatThrownBy(() -> store.accessControl().rights(new MailboxName("INBOX.nope")))
        .hasMessage("Mailbox does not exist, or must be subscribed to.");
  }

  @Test
  void eachCommandNeedsItsRight() throws Exception {
    ownerMay("al");
    refuses(() -> store.select(SENT, false), "SELECT/EXAMINE", "r");
    refuses(() -> store.status(SENT, Set.of()), "STATUS", "r");
    refuses(() -> store.append(SENT), "APPEND", "i");
    refuses(() -> store.delete(SENT), "DELETE", "x");
    refuses(() -> store.rename(SENT, new MailboxName("INBOX.Other")), "RENAME", "x");
    refuses(() -> store.create(new MailboxName("INBOX.Sent.Sub")), "CREATE", "c");
    server.append("INBOX", "Subject: x\n\n", Flags.NONE);
    try (SelectedMailbox inbox = store.select(MailboxName.INBOX, false)) {
      refuses(() -> inbox.copy(uids(1), SENT), "COPY", "i");
    }
    ownerMay("alrs");
    try (SelectedMailbox sent = store.select(SENT, false)) {
      assertThat(sent.readOnly()).isFalse();
      assertThatThrownBy(() -> sent.expunge(Optional.empty()))
          .hasMessage("Access denied for EXPUNGE on current mailbox (ACL \"e\" required)");
      assertThatThrownBy(() -> sent.move(uids(1), MailboxName.INBOX))
          .hasMessage("Access denied for MOVE on current mailbox (ACL \"t\" required)");
    }
    ownerMay("alr");
    try (SelectedMailbox sent = store.select(SENT, false)) {
      assertThat(sent.readOnly()).isTrue();
    }
  }

  @Test
  void whoMayNotSeeAFolderDoesNotFindItInLists() throws Exception {
    assertThat(names()).containsExactly("INBOX", "INBOX.Sent");
    ownerMay("ar");
    assertThat(names()).containsExactly("INBOX");
  }

  @Test
  void flagsThatMayNotBeChangedAreLeftAsTheyAre() throws Exception {
    server.append(
        "INBOX.Sent", "Subject: x\n\n", new Flags(Set.of(SystemFlag.DELETED), Set.of("work")));
    ownerMay("ailrs");
    try (SelectedMailbox sent = store.select(SENT, false)) {
      assertThat(stored(sent, Mode.ADD, Flags.of(SystemFlag.SEEN, SystemFlag.FLAGGED)))
          .isEqualTo(new Flags(Set.of(SystemFlag.SEEN, SystemFlag.DELETED), Set.of("work")));
      assertThat(stored(sent, Mode.REPLACE, Flags.of(SystemFlag.ANSWERED)))
          .isEqualTo(new Flags(Set.of(SystemFlag.DELETED), Set.of("work")));
      assertThat(sent.newKeywordsAllowed()).isFalse();
    }
  }

  @Test
  void whatComesInKeepsOnlyFlagsThatMayBeSet() throws Exception {
    var flags =
        new Flags(Set.of(SystemFlag.SEEN, SystemFlag.FLAGGED, SystemFlag.DELETED), Set.of("work"));
    server.append("INBOX", "Subject: x\n\n", flags);
    ownerMay("ailrs");
    server.append("INBOX.Sent", "Subject: x\n\n", flags);
    try (SelectedMailbox inbox = store.select(MailboxName.INBOX, false)) {
      inbox.copy(uids(1), SENT);
    }
    try (SelectedMailbox sent = store.select(SENT, true)) {
      assertThat(sent.messages())
          .extracting(message -> message.flags())
          .containsExactly(Flags.of(SystemFlag.SEEN), Flags.of(SystemFlag.SEEN));
    }
  }

  @Test
  void whoMayOnlyPutMessagesIntoAMailboxIsNotToldTheirUids() throws Exception {
    server.append("INBOX", "Subject: x\n\n", Flags.NONE);
    ownerMay("ail");
    try (SelectedMailbox inbox = store.select(MailboxName.INBOX, false)) {
      AssignedUids copied = inbox.copy(uids(1), SENT);
      assertThat(copied.sources()).containsExactly(1L);
      assertThat(copied.destinations()).isEmpty();
      assertThat(inbox.move(uids(1), SENT).destinations()).isEmpty();
    }
    ownerMay("ailr");
    server.append("INBOX", "Subject: y\n\n", Flags.NONE);
    try (SelectedMailbox inbox = store.select(MailboxName.INBOX, false)) {
      assertThat(inbox.copy(uids(2), SENT).destinations()).containsExactly(3L);
    }
  }

  private void ownerMay(String rights) throws Exception {
    Files.writeString(maildir.resolve(".Sent/courierimapacl"), "owner " + rights + "\n");
    assertThat(store.accessControl().rights(SENT)).isEqualTo(new Rights(rights));
  }

  private List<String> names() throws MailboxException {
    return store.list(false).stream().map(mailbox -> mailbox.name().value()).toList();
  }

  private interface Attempt {
    void run() throws Exception;
  }

  private static void refuses(Attempt attempt, String command, String right) {
    assertThatThrownBy(attempt::run)
        .isInstanceOf(MailboxException.class)
        .hasMessageStartingWith("Access denied for " + command + " on INBOX.Sent")
        .hasMessageEndingWith("(ACL \"" + right + "\" required)");
  }

  private static Flags stored(SelectedMailbox mailbox, Mode mode, Flags flags) throws Exception {
    return mailbox
        .store(uids(1), new FlagChange(mode, flags), OptionalLong.empty())
        .now()
        .get(1L)
        .flags();
  }

  private static TreeSet<Long> uids(long... uids) {
    return new TreeSet<>(java.util.Arrays.stream(uids).boxed().toList());
  }
}
