package dev.postroom.imap.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.mailbox.FlagChange;
import dev.postroom.imap.mailbox.FlagChange.Mode;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailboxChange;
import dev.postroom.imap.mailbox.MailboxChange.Arrived;
import dev.postroom.imap.mailbox.MailboxChange.Flagged;
import dev.postroom.imap.mailbox.MailboxChange.Vanished;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.mailbox.SelectedMailbox;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one Maildir, as two pods or a Courier beside us would be. */
class SharedStorageTest {

  private static final MailboxName INBOX = MailboxName.INBOX;

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
  void messagesKeepTheirUidsWhileAnotherProgramChangesFlagsDuringAListing() throws Exception {
    int messages = 1500;
    List<String> names = IntStream.range(0, messages).mapToObj("%d.M1P1.host"::formatted).toList();
    for (String name : names) {
      Files.writeString(maildir.resolve("cur").resolve(name + ":2,"), "Subject: x\n\nx\n");
    }
    List<Long> uids = LongStream.rangeClosed(1, messages).boxed().toList();
    one.store.select(INBOX, false).close();
    var done = new AtomicBoolean();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> flagging = executor.submit(() -> changeFlagsUntil(done, names));
      try {
        for (int i = 0; i < 30; i++) {
          // Closed in between, so that each opening starts with the database alone.
          try (SelectedMailbox here = one.store.select(INBOX, false)) {
            assertThat(WithoutModSeq.messages(here.messages()))
                .extracting(MessageState::uid)
                .isEqualTo(uids);
          }
        }
      } finally {
        done.set(true);
        flagging.get();
      }
    }
  }

  /** One message after the other, so that none changes twice within a moment. */
  private Void changeFlagsUntil(AtomicBoolean done, List<String> names) throws Exception {
    Path cur = maildir.resolve("cur");
    for (boolean seen = true; ; seen = !seen) {
      for (String name : names) {
        if (done.get()) {
          return null;
        }
        Files.move(
            cur.resolve(name + (seen ? ":2," : ":2,S")),
            cur.resolve(name + (seen ? ":2,S" : ":2,")));
        LockSupport.parkNanos(200_000);
      }
    }
  }

  @Test
  void eachSeesWhatTheOtherDoesUnderTheSameUids() throws Exception {
    try (SelectedMailbox here = one.store.select(INBOX, false);
        SelectedMailbox there = two.store.select(INBOX, false)) {
      assertThat(there.uidValidity()).isEqualTo(here.uidValidity());
      assertThat(one.append("INBOX", "a\n", Flags.NONE)).isEqualTo(1);
      assertThat(two.append("INBOX", "b\n", Flags.NONE)).isEqualTo(2);
      assertThat(one.append("INBOX", "c\n", Flags.NONE)).isEqualTo(3);
      assertThat(arrived(here)).containsExactly(1L, 2L, 3L);
      assertThat(arrived(there)).containsExactly(1L, 2L, 3L);

      WithoutModSeq.store(here, new FlagChange(Mode.ADD, Flags.of(SystemFlag.DELETED)), 2L);
      there.refresh();
      assertThat(WithoutModSeq.changes(there.changes()))
          .containsExactly(new Flagged(2, Flags.of(SystemFlag.DELETED), 0));

      there.expunge(Optional.empty());
      here.refresh();
      assertThat(WithoutModSeq.changes(here.changes())).containsExactly(new Vanished(List.of(2L)));
      assertThat(two.append("INBOX", "d\n", Flags.NONE)).isEqualTo(4);
    }
  }

  @Test
  void aMessageThatTheOtherFoundIsRecentThereOnly() throws Exception {
    try (SelectedMailbox here = one.store.select(INBOX, false);
        SelectedMailbox there = two.store.select(INBOX, false)) {
      MailServer.deliver(maildir, "1.a", "\n");
      there.refresh();
      here.refresh();

      assertThat(WithoutModSeq.changes(there.changes()))
          .containsExactly(new Arrived(List.of(new MessageState(1, Flags.NONE, true, 0))));
      assertThat(WithoutModSeq.changes(here.changes()))
          .containsExactly(new Arrived(List.of(new MessageState(1, Flags.NONE, false, 0))));
    }
  }

  @Test
  void neverLoseAMessageNorUseAUidTwiceWhenBothAppendAndOthersDeliver() throws Exception {
    int each = 15;
    var texts = new ArrayList<String>();
    var appended = new HashMap<Long, String>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor();
        SelectedMailbox selected = one.store.select(INBOX, false)) {
      var tasks = new ArrayList<Future<Map.Entry<Long, String>>>();
      for (int i = 0; i < each; i++) {
        for (MailServer server : List.of(one, two)) {
          String text = "append " + i + server.hashCode();
          texts.add(text);
          Callable<Map.Entry<Long, String>> append =
              () -> Map.entry(server.append("INBOX", text, Flags.NONE), text);
          tasks.add(executor.submit(append));
        }
        texts.add("delivery " + i);
        MailServer.deliver(maildir, (1000 + i) + ".d", "delivery " + i + "\n");
        selected.refresh();
      }
      for (Future<Map.Entry<Long, String>> task : tasks) {
        Map.Entry<Long, String> result = task.get();
        assertThat(appended.put(result.getKey(), result.getValue())).isNull();
      }
      selected.refresh();
    }

    for (MailServer server : List.of(one, two)) {
      try (SelectedMailbox inbox = server.store.select(INBOX, false)) {
        var found = new HashMap<Long, String>();
        for (MessageState message : inbox.messages()) {
          found.put(message.uid(), text(inbox, message.uid()));
        }
        assertThat(found.values()).containsExactlyInAnyOrderElementsOf(texts);
        assertThat(found).containsAllEntriesOf(appended);
      }
    }
  }

  @Test
  void anExpungeDoesNotForgetUidsThatTheOtherGaveMeanwhile() throws Exception {
    one.append("INBOX", "a\n", Flags.of(SystemFlag.DELETED));
    try (SelectedMailbox here = one.store.select(INBOX, false)) {
      assertThat(two.append("INBOX", "b\n", Flags.of(SystemFlag.DELETED))).isEqualTo(2);
      try (SelectedMailbox there = two.store.select(INBOX, false)) {
        assertThat(two.append("INBOX", "c\n", Flags.NONE)).isEqualTo(3);
        there.expunge(Optional.of(new TreeSet<>(List.of(2L))));
      }
      here.expunge(Optional.empty());

      assertThat(one.append("INBOX", "d\n", Flags.NONE)).isEqualTo(4);
    }
    try (SelectedMailbox here = two.store.select(INBOX, false)) {
      assertThat(here.messages()).extracting(MessageState::uid).containsExactly(3L, 4L);
    }
  }

  @Test
  void aUidThatOthersGaveBelowOnesThatWereToldIsReplacedByANewOne() throws Exception {
    one.append("INBOX", "a\n", Flags.NONE);
    try (SelectedMailbox here = one.store.select(INBOX, false)) {
      // What a writer without locks may leave.
      Files.writeString(maildir.resolve("cur/1.x:2,"), "\n");
      String database = Files.readString(maildir.resolve("courierimapuiddb"));
      Files.writeString(
          maildir.resolve("courierimapuiddb"),
          database.lines().findFirst().orElseThrow() + "\n1 1.x\n");
      here.refresh();

      assertThat(WithoutModSeq.changes(here.changes()))
          .containsExactly(new Arrived(List.of(new MessageState(2, Flags.NONE, true, 0))));
      assertThat(Files.readString(maildir.resolve("courierimapuiddb"))).endsWith("\n2 1.x\n");
    }
  }

  @Test
  void aDatabaseThatIsDeletedIsWrittenAgainWithTheSameUids() throws Exception {
    one.append("INBOX", "a\n", Flags.NONE);
    try (SelectedMailbox here = one.store.select(INBOX, false)) {
      String before = Files.readString(maildir.resolve("courierimapuiddb"));
      Files.delete(maildir.resolve("courierimapuiddb"));
      here.refresh();

      assertThat(Files.readString(maildir.resolve("courierimapuiddb"))).isEqualTo(before);
      assertThat(WithoutModSeq.changes(here.changes())).isEmpty();
    }
  }

  @Test
  void subscriptionsThatBothMakeAtTheSameTimeAreAllKept() throws Exception {
    int each = 20;
    var names = new TreeSet<MailboxName>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Future<Void>>();
      for (MailServer server : List.of(one, two)) {
        for (int i = 0; i < each; i++) {
          var name = new MailboxName("INBOX." + (server == one ? "one" : "two") + i);
          names.add(name);
          Callable<Void> subscribing =
              () -> {
                server.store.subscribe(name);
                return null;
              };
          tasks.add(executor.submit(subscribing));
        }
      }
      for (Future<Void> task : tasks) {
        task.get();
      }
    }

    assertThat(one.store.subscriptions()).isEqualTo(names);
    assertThat(MailServer.files(maildir.resolve("tmp"))).isEmpty();
  }

  private static List<Long> arrived(SelectedMailbox mailbox) throws Exception {
    mailbox.refresh();
    var uids = new ArrayList<Long>();
    for (MailboxChange change : mailbox.changes()) {
      assertThat(change).isInstanceOf(Arrived.class);
      ((Arrived) change).messages().forEach(message -> uids.add(message.uid()));
    }
    return uids;
  }

  private static String text(SelectedMailbox mailbox, long uid) throws Exception {
    try (InputStream in = mailbox.content(uid).orElseThrow().open()) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).strip();
    }
  }
}
