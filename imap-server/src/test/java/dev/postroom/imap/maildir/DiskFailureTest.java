package dev.postroom.imap.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.mailbox.FlagChange;
import dev.postroom.imap.mailbox.FlagChange.Mode;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailStore.Append;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.mailbox.SelectedMailbox;
import dev.postroom.imap.maildir.account.MaildirStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * For every file operation of a session, one after the other: what is answered before it fails is
 * there afterwards, under the UIDs that were told, and nothing is there twice.
 */
class DiskFailureTest {

  private static final MailboxName INBOX = MailboxName.INBOX;
  private static final MailboxName SENT = new MailboxName("INBOX.Sent");
  private static final int MAX_OPERATIONS = 1000;

  @TempDir Path home;

  @Test
  void aSystemThatGoesDownAtAnyOperationLosesNothingThatWasAnswered() throws Exception {
    assertThat(failAtEveryOperation(true)).isBetween(30, MAX_OPERATIONS - 1);
  }

  @Test
  void anOperationThatFailsLosesNothingThatWasAnswered() throws Exception {
    assertThat(failAtEveryOperation(false)).isBetween(30, MAX_OPERATIONS - 1);
  }

  /** How many operations there are. */
  private int failAtEveryOperation(boolean forGood) throws Exception {
    for (int operations = 0; operations < MAX_OPERATIONS; operations++) {
      var run = new Run(home.resolve(forGood + "-" + operations), forGood);
      run.failAfter(operations);
      if (!run.files.hasFailed()) {
        return operations;
      }
      run.check("after " + operations + (forGood ? " operations down" : " operations failing"));
    }
    return MAX_OPERATIONS;
  }

  /** A session whose disk fails, and what it was answered. */
  private static final class Run {
    final FailingFiles files;
    private final Path maildir;
    private final MaildirStore store;

    /** Message texts by their UIDs, as they were answered. */
    private final TreeMap<Long, String> inbox = new TreeMap<>();

    private final TreeMap<Long, String> sent = new TreeMap<>();
    private final Set<Long> seen = new TreeSet<>();
    private final Set<String> mayBeCopied = new TreeSet<>();

    /** Of these it was not answered where they are. */
    private final Set<String> unclear = new TreeSet<>();

    private final long inboxValidity;
    private final long sentValidity;

    Run(Path maildir, boolean forGood) throws Exception {
      this.maildir = maildir;
      this.files = new FailingFiles(forGood);
      this.store = files.store(maildir);
      store.create(SENT);
      for (int i = 1; i <= 7; i++) {
        // With two of them deleted, few enough that their entries stay for a while.
        inbox.put(
            append(store, INBOX, "m" + i, i == 3 ? Flags.of(SystemFlag.DELETED) : Flags.NONE),
            "m" + i);
      }
      sent.put(append(store, SENT, "s1", Flags.NONE), "s1");
      try (SelectedMailbox one = store.select(INBOX, false);
          SelectedMailbox other = store.select(SENT, false)) {
        inboxValidity = one.uidValidity();
        sentValidity = other.uidValidity();
      }
    }

    void failAfter(int operations) throws Exception {
      files.failAfter(operations);
      try (SelectedMailbox selected = store.select(INBOX, false)) {
        step(() -> inbox.put(append(store, INBOX, "new 1", keyword("$Work")), "new 1"));
        step(
            () -> {
              var change = new FlagChange(Mode.ADD, Flags.of(SystemFlag.SEEN));
              selected.store(uids(1, 2), change, OptionalLong.empty());
              seen.addAll(uids(1, 2));
            });
        mayBeCopied.addAll(Set.of("m1", "m2"));
        step(
            () -> {
              var copied = selected.copy(uids(1, 2), SENT);
              sent.put(copied.destinations().get(0), "m1");
              sent.put(copied.destinations().get(1), "m2");
            });
        step(
            () -> {
              inbox.keySet().removeAll(Set.of(4L, 5L));
              unclear.addAll(Set.of("m4", "m5"));
              var moved = selected.move(uids(4, 5), SENT);
              sent.put(moved.destinations().get(0), "m4");
              sent.put(moved.destinations().get(1), "m5");
              unclear.clear();
            });
        step(
            () -> {
              inbox.remove(3L);
              unclear.add("m3");
              selected.expunge(Optional.empty());
              unclear.remove("m3");
            });
        step(() -> inbox.put(append(store, INBOX, "new 2", Flags.NONE), "new 2"));
      } catch (MailboxException failed) {
        assertThat(files.hasFailed()).isTrue();
      }
    }

    private interface Step {
      void run() throws Exception;
    }

    private void step(Step step) throws Exception {
      try {
        step.run();
      } catch (MailboxException | IOException failed) {
        assertThat(files.hasFailed()).as(failed.toString()).isTrue();
      }
    }

    void check(String when) throws Exception {
      MaildirStore later = new FailingFiles(false).store(maildir);
      try (SelectedMailbox one = later.select(INBOX, false);
          SelectedMailbox other = later.select(SENT, false)) {
        assertThat(one.uidValidity()).as(when).isEqualTo(inboxValidity);
        assertThat(other.uidValidity()).as(when).isEqualTo(sentValidity);
        List<MessageState> states = one.messages();
        TreeMap<Long, String> inInbox = texts(one, states);
        TreeMap<Long, String> inSent = texts(other, other.messages());
        assertThat(inInbox).as(when).containsAllEntriesOf(inbox);
        assertThat(inSent).as(when).containsAllEntriesOf(sent);
        assertThat(inInbox.values()).as(when).doesNotHaveDuplicates();
        assertThat(inSent.values()).as(when).doesNotHaveDuplicates();
        states.stream()
            .filter(state -> seen.contains(state.uid()))
            .forEach(state -> assertThat(state.flags().has(SystemFlag.SEEN)).as(when).isTrue());
        for (String moved : Set.of("m4", "m5")) {
          assertThat(inInbox.containsValue(moved))
              .as(when + " " + moved)
              .isNotEqualTo(inSent.containsValue(moved));
        }
        assertThat(inInbox.containsValue("m3")).as(when).isIn(unclear.contains("m3"), false);
        assertThat(inInbox.containsValue("m6")).as(when).isTrue();
        for (String text : inInbox.values()) {
          assertThat(inSent.containsValue(text) && !mayBeCopied.contains(text)).as(when).isFalse();
        }
        assertThat(append(later, INBOX, "later", Flags.NONE))
            .as(when)
            .isGreaterThan(inbox.lastKey())
            .isGreaterThan(inInbox.lastKey());
        assertThat(append(later, SENT, "later", Flags.NONE))
            .as(when)
            .isGreaterThan(sent.lastKey())
            .isGreaterThan(inSent.lastKey());
      }
    }

    private static long append(MaildirStore store, MailboxName mailbox, String text, Flags flags)
        throws Exception {
      try (Append append = store.append(mailbox)) {
        append.add(
            flags,
            Optional.empty(),
            new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
        return append.commit().destinations().getFirst();
      }
    }

    private static TreeMap<Long, String> texts(SelectedMailbox mailbox, List<MessageState> states)
        throws Exception {
      var texts = new TreeMap<Long, String>();
      for (MessageState state : states) {
        try (InputStream in = mailbox.content(state.uid()).orElseThrow().open()) {
          texts.put(state.uid(), new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
        }
      }
      return texts;
    }

    private static Flags keyword(String keyword) {
      return new Flags(Set.of(), Set.of(keyword));
    }

    private static TreeSet<Long> uids(long... uids) {
      var set = new TreeSet<Long>();
      for (long uid : uids) {
        set.add(uid);
      }
      return set;
    }
  }
}
