package dev.postroom.imap.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.imap.mailbox.FlagChange;
import dev.postroom.imap.mailbox.FlagChange.Mode;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailboxChange.Arrived;
import dev.postroom.imap.mailbox.MailboxChange.Flagged;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxException.Reason;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.mailbox.SelectedMailbox;
import dev.postroom.imap.maildir.keywords.FolderKeywords;
import dev.postroom.imap.maildir.storage.MaildirSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keywords of messages, with two servers on one Maildir. */
class KeywordsTest {

  private static final MailboxName INBOX = MailboxName.INBOX;
  private static final long GENEROUS_SECONDS = 30;

  @TempDir Path maildir;
  private MailServer one;
  private MailServer two;

  @BeforeEach
  void open() throws Exception {
    one = new MailServer(maildir, "one");
    two = new MailServer(maildir, "two");
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  @Test
  void anAppendedMessageHasItsKeywordsFromTheFirstMomentForEverybody() throws Exception {
    try (SelectedMailbox there = two.store.select(INBOX, false)) {
      one.append("INBOX", "a\n", keywords("$Forwarded", "Junk"));
      there.refresh();

      assertThat(WithoutModSeq.changes(there.changes()))
          .containsExactly(
              new Arrived(List.of(new MessageState(1, keywords("$Forwarded", "Junk"), false, 0))));
      assertThat(there.keywords()).containsExactly("$Forwarded", "Junk");
      assertThat(there.newKeywordsAllowed()).isTrue();
    }
  }

  @Test
  void aChangeIsAFileWithAllKeywordsUnderTheNameOfTheMessage() throws Exception {
    Files.writeString(maildir.resolve("cur/1.a,S=1:2,S"), "\n");
    try (SelectedMailbox inbox = one.store.select(INBOX, false)) {
      assertThat(store(inbox, Mode.ADD, keywords("Work", "$Fwd"))).isEqualTo(seen("$Fwd", "Work"));
    }

    Path directory = maildir.resolve("courierimapkeywords");
    assertThat(MailServer.files(directory)).containsExactly("1.a,S=1");
    assertThat(Files.readString(directory.resolve("1.a,S=1"))).isEqualTo("$Fwd\nWork\n");
    assertThat(Files.getPosixFilePermissions(directory))
        .isEqualTo(Files.getPosixFilePermissions(maildir));
  }

  @Test
  void everyFormOfStoreChangesKeywordsAndIsToldToOtherServers() throws Exception {
    one.append("INBOX", "a\n", Flags.of(SystemFlag.SEEN));
    try (SelectedMailbox here = one.store.select(INBOX, false);
        SelectedMailbox there = two.store.select(INBOX, false)) {
      for (var step :
          List.of(
              new Step(Mode.ADD, keywords("Work", "Junk"), seen("Junk", "Work")),
              new Step(Mode.ADD, keywords("later"), seen("Junk", "later", "Work")),
              new Step(Mode.REMOVE, keywords("JUNK"), seen("later", "Work")),
              new Step(Mode.REPLACE, keywords("work"), keywords("Work")),
              new Step(Mode.REPLACE, Flags.of(SystemFlag.SEEN), seen()))) {
        assertThat(store(here, step.mode, step.flags)).isEqualTo(step.after);
        here.refresh();
        assertThat(WithoutModSeq.changes(here.changes())).isEmpty();
        there.refresh();
        assertThat(WithoutModSeq.changes(there.changes()))
            .containsExactly(new Flagged(1, step.after, 0));
        assertThat(there.keywords()).isEqualTo(step.after.keywords());
      }
    }
    try (SelectedMailbox later = two.store.select(INBOX, false)) {
      assertThat(WithoutModSeq.messages(later.messages()))
          .containsExactly(new MessageState(1, seen(), false, 0));
    }
  }

  private record Step(Mode mode, Flags flags, Flags after) {}

  @Test
  void keywordsThatTwoServersAddAtTheSameTimeAreAllKept() throws Exception {
    int each = 20;
    one.append("INBOX", "a\n", Flags.NONE);
    var all = new TreeSet<String>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor();
        SelectedMailbox here = one.store.select(INBOX, false);
        SelectedMailbox there = two.store.select(INBOX, false)) {
      var tasks = new ArrayList<Future<?>>();
      for (SelectedMailbox mailbox : List.of(here, there)) {
        List<String> words =
            IntStream.range(0, each).mapToObj(i -> (mailbox == here ? "h" : "t") + i).toList();
        all.addAll(words);
        Callable<Void> adding =
            () -> {
              for (String word : words) {
                store(mailbox, Mode.ADD, keywords(word));
              }
              return null;
            };
        tasks.add(executor.submit(adding));
      }
      for (Future<?> task : tasks) {
        task.get();
      }
      for (SelectedMailbox mailbox : List.of(here, there)) {
        mailbox.refresh();
        assertThat(mailbox.keywords()).isEqualTo(all);
      }
    }
  }

  @Test
  void whatCourierWroteIsReadAndAStoreGoesOnFromIt() throws Exception {
    Files.writeString(maildir.resolve("cur/1.a:2,"), "\n");
    Path directory = Files.createDirectory(maildir.resolve("courierimapkeywords"));
    Files.writeString(directory.resolve(":list"), "Junk\n$Fwd\n\n1.a:0\n");
    try (SelectedMailbox inbox = one.store.select(INBOX, false)) {
      assertThat(inbox.messages().getFirst().flags()).isEqualTo(keywords("Junk"));

      Files.writeString(directory.resolve(".5.1.a"), "five\n");
      inbox.refresh();
      assertThat(WithoutModSeq.changes(inbox.changes()))
          .containsExactly(new Flagged(1, keywords("five"), 0));
      Files.writeString(directory.resolve(".10.1.a"), "ten\n");
      inbox.refresh();
      assertThat(WithoutModSeq.changes(inbox.changes()))
          .containsExactly(new Flagged(1, keywords("ten"), 0));
      Files.writeString(directory.resolve("1.a"), "last one\n");

      assertThat(store(inbox, Mode.ADD, keywords("mine"))).isEqualTo(keywords("last_one", "mine"));
      assertThat(Files.readString(directory.resolve("1.a"))).isEqualTo("last_one\nmine\n");
      assertThat(Files.readString(directory.resolve(":list"))).isEqualTo("last_one\n\n1.a:0\n");
    }
  }

  @Test
  void aStoreThatFindsAnotherChangeKeepsTheListOfMessagesItDoesNotKnow() throws Exception {
    Files.writeString(maildir.resolve("cur/1.a:2,"), "\n");
    try (SelectedMailbox inbox = one.store.select(INBOX, false)) {
      Path directory = Files.createDirectory(maildir.resolve("courierimapkeywords"));
      Files.writeString(directory.resolve(":list"), "Junk\n\n2.unknown:0\n");
      Files.writeString(directory.resolve("1.a"), "b\n");

      store(inbox, Mode.ADD, keywords("c"));

      assertThat(Files.readString(directory.resolve(":list")))
          .isEqualTo("b\nJunk\n\n2.unknown:1\n1.a:0\n");
    }
  }

  @Test
  void aCopyAndAMovedInboxKeepKeywords() throws Exception {
    var work = new MailboxName("INBOX.Work");
    var old = new MailboxName("INBOX.Old");
    one.append("INBOX", "a\n", keywords("Junk"));
    one.store.create(work);
    try (SelectedMailbox inbox = one.store.select(INBOX, false)) {
      inbox.copy(new TreeSet<>(Set.of(1L)), work);
    }
    one.store.rename(INBOX, old);
    one.store.rename(work, new MailboxName("INBOX.Play"));

    for (MailboxName name : List.of(old, new MailboxName("INBOX.Play"))) {
      try (SelectedMailbox mailbox = two.store.select(name, false)) {
        assertThat(WithoutModSeq.messages(mailbox.messages()))
            .containsExactly(new MessageState(1, keywords("Junk"), false, 0));
      }
    }
  }

  @Test
  void aMessageKeepsItsKeywordsAndUidWhenAnotherProgramAddsItsSizeToItsName() throws Exception {
    Files.writeString(maildir.resolve("cur/1.a:2,"), "text\n");
    try (SelectedMailbox inbox = one.store.select(INBOX, false)) {
      store(inbox, Mode.ADD, keywords("Junk"));
      Files.move(maildir.resolve("cur/1.a:2,"), maildir.resolve("cur/1.a,S=5:2,S"));

      assertThat(inbox.content(1).orElseThrow().size()).isEqualTo(6);
      inbox.refresh();
      assertThat(WithoutModSeq.changes(inbox.changes()))
          .containsExactly(new Flagged(1, seen("Junk"), 0));
    }
    try (SelectedMailbox inbox = two.store.select(INBOX, false)) {
      assertThat(WithoutModSeq.messages(inbox.messages()))
          .containsExactly(new MessageState(1, seen("Junk"), false, 0));
    }
  }

  @Test
  void aChangeByAnotherProgramIsToldWhileTheSessionWaits() throws Exception {
    one.append("INBOX", "a\n", Flags.NONE);
    try (SelectedMailbox here = one.store.select(INBOX, false);
        SelectedMailbox there = two.store.select(INBOX, false)) {
      var changed = new Semaphore(0);
      here.onChange(changed::release);

      store(there, Mode.ADD, keywords("Junk"));

      assertThat(changed.tryAcquire(GENEROUS_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(WithoutModSeq.changes(here.changes()))
          .containsExactly(new Flagged(1, keywords("Junk"), 0));
    }
  }

  @Test
  void moreKeywordsThanAMailboxHoldsAndTooLongOnesAreRefusedAndNothingIsChanged() throws Exception {
    one.append("INBOX", "a\n", Flags.NONE);
    String[] most =
        IntStream.range(0, FolderKeywords.MAX_DISTINCT)
            .mapToObj(i -> "k" + i)
            .toArray(String[]::new);
    String longest = "x".repeat(FolderKeywords.MAX_LENGTH);
    try (SelectedMailbox inbox = one.store.select(INBOX, false)) {
      store(inbox, Mode.REPLACE, keywords(longest));
      assertThatThrownBy(() -> store(inbox, Mode.ADD, keywords(longest + "x")))
          .isInstanceOfSatisfying(
              MailboxException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LIMIT))
          .hasMessage("A keyword has at most 128 characters here.");
      store(inbox, Mode.REPLACE, Flags.NONE);
      assertThat(inbox.newKeywordsAllowed()).isTrue();
      store(inbox, Mode.ADD, keywords(most));
      assertThat(store(inbox, Mode.ADD, keywords("K0"))).isEqualTo(keywords(most));
      assertThatThrownBy(() -> store(inbox, Mode.ADD, keywords("more")))
          .isInstanceOfSatisfying(
              MailboxException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LIMIT));
      assertThatThrownBy(() -> one.append("INBOX", "b\n", keywords("more")))
          .hasMessage("A mailbox has at most 256 different keywords here.");
      inbox.refresh();
      assertThat(WithoutModSeq.changes(inbox.changes())).isEmpty();
      assertThat(inbox.keywords()).hasSize(FolderKeywords.MAX_DISTINCT).doesNotContain("more");
      // RFC 9051 section 7.1: then PERMANENTFLAGS has no \*.
      assertThat(inbox.newKeywordsAllowed()).isFalse();
    }
  }

  @Test
  void withoutKeywordsThoseThatClientsSetArePassedOver() throws Exception {
    var settings =
        new MaildirSettings(true, false, Duration.ofMinutes(10), 022, "three", 4711, "Trash");
    try (MailServer server = new MailServer(maildir, settings)) {
      server.append("INBOX", "a\n", keywords("Junk"));
      try (SelectedMailbox inbox = server.store.select(INBOX, false)) {
        assertThat(inbox.newKeywordsAllowed()).isFalse();
        assertThat(store(inbox, Mode.ADD, seen("Junk"))).isEqualTo(seen());
        assertThat(inbox.keywords()).isEmpty();
      }
    }
    assertThat(maildir.resolve("courierimapkeywords")).doesNotExist();
  }

  private static Flags store(SelectedMailbox mailbox, Mode mode, Flags flags)
      throws MailboxException {
    return WithoutModSeq.store(mailbox, new FlagChange(mode, flags), 1L).get(1L);
  }

  private static Flags keywords(String... words) {
    return new Flags(Set.of(), Set.of(words));
  }

  private static Flags seen(String... words) {
    return new Flags(Set.of(SystemFlag.SEEN), Set.of(words));
  }
}
