package dev.postroom.imap.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.imap.mailbox.FlagChange;
import dev.postroom.imap.mailbox.FlagChange.Mode;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailStore;
import dev.postroom.imap.mailbox.MailStore.Append;
import dev.postroom.imap.mailbox.MailboxChange;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxException.Reason;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.SelectedMailbox;
import dev.postroom.imap.mailbox.StatusItem;
import dev.postroom.imap.mailbox.acl.AclChange;
import dev.postroom.imap.maildir.account.Deletions;
import dev.postroom.imap.maildir.guard.TrashPolicy;
import dev.postroom.imap.maildir.index.FolderOpenings;
import dev.postroom.imap.maildir.shared.SharedFolders;
import dev.postroom.imap.maildir.storage.MaildirSettings;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alice in Ben's mail. */
class SharedMailTest {

  private static final MailboxName TEAM = new MailboxName("INBOX.Team");
  private static final MailboxName BENS_TEAM = new MailboxName("#shared.sales.ben.Team");

  @TempDir Path directory;
  private MaildirStores stores;
  private MailStore alice;
  private MailStore ben;

  @BeforeEach
  void share() throws Exception {
    Files.writeString(
        directory.resolve("index"),
        "alice\t8\t8\t%1$s\talice%nsales\t*\tgroup%nnobody\t8\t8\t%1$s\tnobody%n"
            .formatted(directory));
    Files.writeString(directory.resolve("group"), "ben\t8\t8\t%s\tben%n".formatted(directory));
    var settings =
        new MaildirSettings(true, true, Duration.ofMinutes(10), 022, "here", 4711, "Trash");
    stores = new MaildirStores(() -> settings, Clock.systemUTC(), new FolderOpenings());
    alice =
        stores.open(user("alice", new TrashPolicy(new MailboxName("INBOX.Trash"), Map.of(), true)));
    ben = stores.open(user("ben", TrashPolicy.NONE));
    ben.create(TEAM);
    ben.create(new MailboxName("INBOX.Team.Sub"));
    ben.create(new MailboxName("INBOX.Private.Diary"));
  }

  @AfterEach
  void stop() {
    alice.close();
    ben.close();
    stores.close();
  }

  @Test
  void whoMayLookSeesAFolderAndNothingElseOfTheAccount() throws Exception {
    assertThat(alice.listShared(false)).isEmpty();

    grant(new MailboxName("INBOX.Team.Sub"), "l");
    assertThat(shared())
        .containsExactly(
            "#shared.sales \\Noselect +",
            "#shared.sales.ben \\Noselect +",
            "#shared.sales.ben.Team \\Noselect +",
            "#shared.sales.ben.Team.Sub -");
    grant(MailboxName.INBOX, "l");
    grant(TEAM, "l");
    assertThat(shared())
        .containsExactly(
            "#shared.sales \\Noselect +",
            "#shared.sales.ben +",
            "#shared.sales.ben.Team +",
            "#shared.sales.ben.Team.Sub -");
    assertThat(alice.list(false)).extracting(m -> m.name()).containsExactly(MailboxName.INBOX);
  }

  @Test
  void whatIsNotSharedOrOutOfReachIsNotThere() {
    for (String name :
        List.of("#shared.alice", "#shared.nobody.x", "#shared.else", "#shared.sales")) {
      refuses(
          () -> alice.select(new MailboxName(name), true),
          Reason.NONEXISTENT,
          "Mailbox does not exist, or must be subscribed to.");
    }
    assertThat(directory.resolve("nobody")).doesNotExist();
    refuses(
        () -> alice.create(new MailboxName("#shared.nobody.x")),
        Reason.NO_PERMISSION,
        "Access denied for CREATE on #shared.nobody.x (ACL \"c\" required)");
  }

  @Test
  void refusalsNameTheMailboxAsTheUserKnowsIt() {
    refuses(
        () -> alice.select(BENS_TEAM, true),
        Reason.NO_PERMISSION,
        "Access denied for SELECT/EXAMINE on #shared.sales.ben.Team (ACL \"r\" required)");
    refuses(
        () -> alice.create(new MailboxName(BENS_TEAM + ".New")),
        Reason.NO_PERMISSION,
        "Access denied for CREATE on #shared.sales.ben.Team (ACL \"c\" required)");
    refuses(
        () -> alice.accessControl().list(BENS_TEAM),
        Reason.NO_PERMISSION,
        "Access denied for GETACL on #shared.sales.ben.Team (ACL \"a\" required)");
  }

  @Test
  void ownerAndGuestHaveOneViewOfAFolder() throws Exception {
    grant(TEAM, "lrswit");
    append(ben, TEAM, "Subject: 1\n\n");
    try (SelectedMailbox hers = alice.select(BENS_TEAM, false);
        SelectedMailbox his = ben.select(TEAM, false)) {
      assertThat(hers.name()).isEqualTo(BENS_TEAM);
      assertThat(hers.uidValidity()).isEqualTo(his.uidValidity());
      append(alice, BENS_TEAM, "Subject: 2\n\n");
      hers.store(uids(1), flag(SystemFlag.SEEN), OptionalLong.empty());

      assertThat(his.changes()).hasSize(2).hasOnlyElementsOfType(MailboxChange.class);
      assertThat(alice.status(BENS_TEAM, Set.of(StatusItem.values())).messages()).isEqualTo(2);
    }
    assertThat(alice.status(BENS_TEAM, Set.of(StatusItem.MAILBOXID)).mailboxId())
        .isNotEqualTo(ben.status(TEAM, Set.of(StatusItem.MAILBOXID)).mailboxId());
  }

  @Test
  void mailGoesFromOneAccountToTheOtherAndTheQuotaIsThatOfWhoHasIt() throws Exception {
    Files.writeString(directory.resolve("ben/maildirsize"), "100C\n0 0\n");
    Files.writeString(directory.resolve("alice/maildirsize"), "100C\n0 0\n");
    grant(TEAM, "lrswite");
    append(alice, MailboxName.INBOX, "Subject: 1\n\n");
    append(alice, MailboxName.INBOX, "Subject: 2\n\n");
    try (SelectedMailbox inbox = alice.select(MailboxName.INBOX, false)) {
      assertThat(inbox.copy(uids(1), BENS_TEAM).destinations()).containsExactly(1L);
      assertThat(inbox.move(uids(2), BENS_TEAM).destinations()).containsExactly(2L);
    }
    assertThat(messages(alice, MailboxName.INBOX)).isEqualTo(1);
    assertThat(messages(ben, TEAM)).isEqualTo(2);
    assertThat(alice.quota().orElseThrow().messages()).isEqualTo(1);
    assertThat(ben.quota().orElseThrow().messages()).isEqualTo(2);

    try (SelectedMailbox team = alice.select(BENS_TEAM, false)) {
      team.move(uids(1, 2), MailboxName.INBOX);
    }
    assertThat(messages(alice, MailboxName.INBOX)).isEqualTo(3);
    assertThat(ben.quota().orElseThrow().messages()).isZero();
  }

  @Test
  void aFullAccountTakesNothingFromItsGuests() throws Exception {
    Files.writeString(directory.resolve("ben/maildirsize"), "1C\n0 0\n");
    grant(TEAM, "lrswi");
    append(alice, BENS_TEAM, "Subject: 1\n\n");
    append(alice, MailboxName.INBOX, "Subject: 2\n\n");

    refuses(
        () -> append(alice, BENS_TEAM, "Subject: 3\n\n"),
        Reason.OVER_QUOTA,
        "You exceeded your mail quota.");
    try (SelectedMailbox inbox = alice.select(MailboxName.INBOX, false)) {
      refuses(
          () -> inbox.copy(uids(1), BENS_TEAM), Reason.OVER_QUOTA, "You exceeded your mail quota.");
    }
  }

  @Test
  void whatAGuestExpungesIsGone() throws Exception {
    grant(TEAM, "lrswite");
    append(ben, TEAM, "Subject: 1\n\n");
    try (SelectedMailbox team = alice.select(BENS_TEAM, false)) {
      team.store(uids(1), flag(SystemFlag.DELETED), OptionalLong.empty());
      team.expunge(Optional.empty());
    }
    assertThat(messages(ben, TEAM)).isZero();
    assertThat(alice.list(false)).extracting(m -> m.name()).containsExactly(MailboxName.INBOX);
    assertThat(directory.resolve("ben/.Trash")).doesNotExist();
  }

  @Test
  void foldersComeAndGoWithinAnAccountAndNotBetweenTwo() throws Exception {
    grant(TEAM, "lrswitecxa");
    var plans = new MailboxName(BENS_TEAM + ".Plans");
    var done = new MailboxName(BENS_TEAM + ".Done");
    alice.create(plans);
    alice.rename(plans, done);
    assertThat(directory.resolve("ben/.Team.Done/cur")).isDirectory();
    refuses(
        () -> alice.rename(done, new MailboxName("INBOX.Mine")),
        Reason.CANNOT,
        "Cannot move a folder to a different account.");
    alice.delete(done);
    assertThat(directory.resolve("ben/.Team.Done")).doesNotExist();

    alice.accessControl().change(BENS_TEAM, AclChange.set("user=carla", "lr"));
    assertThat(alice.accessControl().owner(BENS_TEAM)).isEqualTo("ben");
    assertThat(directory.resolve("ben/.Team/courierimapacl"))
        .content()
        .endsWith("user=alice aceilrstwx\nuser=carla lr\n");
  }

  @Test
  void subscriptionsNeedNoMailboxAndAreTheGuests() throws Exception {
    alice.subscribe(BENS_TEAM);
    alice.subscribe(new MailboxName("#shared.nobody.x"));
    assertThat(directory.resolve("alice/courierimapsubscribed"))
        .hasContent("#shared.nobody.x\n#shared.sales.ben.Team\n");
    refuses(
        () -> alice.subscribe(new MailboxName("#shared.a..b")),
        Reason.CANNOT,
        "Invalid mailbox name.");
  }

  @Test
  void aLinkToAMaildirLeadsToTheSameViews() throws Exception {
    Files.createSymbolicLink(directory.resolve("link"), directory.resolve("ben"));
    Files.writeString(
        directory.resolve("group"), "ben\t8\t8\t%s\t%s/link%n".formatted("/", directory));
    grant(TEAM, "lri");
    try (SelectedMailbox his = ben.select(TEAM, false)) {
      append(alice, BENS_TEAM, "Subject: 1\n\n");
      assertThat(his.changes()).hasSize(1);
    }
  }

  private MaildirUser user(String name, TrashPolicy trash) {
    return new MaildirUser(
        name,
        Set.of(),
        directory.resolve(name),
        Optional.empty(),
        trash,
        Optional.of(new SharedFolders(directory.resolve("index"), false, UnaryOperator.identity())),
        Optional.empty(),
        Deletions.UNHEARD,
        Optional.empty(),
        Optional.empty());
  }

  private void grant(MailboxName mailbox, String rights) throws MailboxException {
    ben.accessControl().change(mailbox, AclChange.set("user=alice", rights));
  }

  private List<String> shared() throws MailboxException {
    return alice.listShared(false).stream()
        .map(
            mailbox ->
                mailbox.name()
                    + (mailbox.selectable() ? "" : " \\Noselect")
                    + (mailbox.hasChildren() ? " +" : " -"))
        .toList();
  }

  private static void append(MailStore store, MailboxName mailbox, String message)
      throws Exception {
    try (Append append = store.append(mailbox)) {
      append.add(
          Flags.NONE,
          Optional.empty(),
          new ByteArrayInputStream(message.getBytes(StandardCharsets.US_ASCII)));
      append.commit();
    }
  }

  private static int messages(MailStore store, MailboxName mailbox) throws MailboxException {
    return store.status(mailbox, Set.of(StatusItem.MESSAGES)).messages();
  }

  private interface Attempt {
    void run() throws Exception;
  }

  private static void refuses(Attempt attempt, Reason reason, String message) {
    assertThatThrownBy(attempt::run)
        .isInstanceOfSatisfying(
            MailboxException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessage(message);
  }

  private static FlagChange flag(SystemFlag flag) {
    return new FlagChange(Mode.ADD, Flags.of(flag));
  }

  private static TreeSet<Long> uids(long... uids) {
    return new TreeSet<>(java.util.Arrays.stream(uids).boxed().toList());
  }
}
