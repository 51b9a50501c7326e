package dev.postroom.imap.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailboxChange;
import dev.postroom.imap.mailbox.MailboxChange.Arrived;
import dev.postroom.imap.mailbox.MailboxChange.Flagged;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.mailbox.SelectedMailbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchingTest {

  private static final long GENEROUS_SECONDS = 30;

  @TempDir Path maildir;

  @Test
  void aDeliveryByAnotherProgramIsToldWhileTheSessionWaits() throws Exception {
    try (MailServer server = new MailServer(maildir, "one");
        SelectedMailbox inbox = server.store.select(MailboxName.INBOX, false)) {
      var changed = new Semaphore(0);
      inbox.onChange(changed::release);

      MailServer.deliver(maildir, "1.a", "\n");

      assertThat(changed.tryAcquire(GENEROUS_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(WithoutModSeq.changes(inbox.changes()))
          .containsExactly(new Arrived(List.of(new MessageState(1, Flags.NONE, true, 0))));

      Files.move(maildir.resolve("cur/1.a:2,"), maildir.resolve("cur/1.a:2,S"));

      assertThat(changed.tryAcquire(GENEROUS_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(WithoutModSeq.changes(inbox.changes()))
          .containsExactly(new Flagged(1, Flags.of(SystemFlag.SEEN), 0));
    }
  }

  @Test
  void aRenamedMailboxIsWatchedOnWhenTheWaitUnderItsOldNameEnds() throws Exception {
    var oldName = new MailboxName("INBOX.old");
    var newName = new MailboxName("INBOX.new");
    try (MailServer server = new MailServer(maildir, "one")) {
      server.store.create(oldName);
      SelectedMailbox before = server.store.select(oldName, false);
      before.onChange(() -> {});
      server.store.rename(oldName, newName);
      try (SelectedMailbox after = server.store.select(newName, false)) {
        var changed = new Semaphore(0);
        after.onChange(changed::release);

        before.close();
        MailServer.deliver(maildir.resolve(".new"), "1.a", "\n");

        assertThat(changed.tryAcquire(GENEROUS_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(WithoutModSeq.changes(after.changes()))
            .containsExactly(new Arrived(List.of(new MessageState(1, Flags.NONE, true, 0))));
      }
    }
  }

  @Test
  void aChangeThatTheSystemDoesNotTellOfIsFoundByPolling() throws Exception {
    try (MailServer server = new MailServer(maildir, "one", Duration.ofMillis(100));
        SelectedMailbox inbox = server.store.select(MailboxName.INBOX, false)) {
      var changed = new Semaphore(0);
      inbox.onChange(changed::release);
      // Only the directories of messages are watched.
      Files.writeString(maildir.resolve("cur/1.a:2,"), "\n");
      assertThat(changed.tryAcquire(GENEROUS_SECONDS, TimeUnit.SECONDS)).isTrue();
      inbox.changes();
      String database = Files.readString(maildir.resolve("courierimapuiddb"));
      // As Courier does: whoever reads in between reads the one or the other.
      Path renewed = maildir.resolve("tmp/uiddb");
      Files.writeString(renewed, database.replaceFirst("1 (\\d+) 2", "1 $1 7"));
      Files.move(renewed, maildir.resolve("courierimapuiddb"), StandardCopyOption.ATOMIC_MOVE);

      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(GENEROUS_SECONDS);
      while (inbox.uidNext() != 7 && System.nanoTime() < deadline) {
        changed.tryAcquire(20, TimeUnit.MILLISECONDS);
      }
      assertThat(inbox.uidNext()).isEqualTo(7);
    }
  }

  @Test
  void aDeliveryBetweenTheLastLookAndTheWaitIsToldToo() throws Exception {
    try (MailServer server = new MailServer(maildir, "one");
        SelectedMailbox inbox = server.store.select(MailboxName.INBOX, false)) {
      MailServer.deliver(maildir, "1.a", "\n");
      var changed = new Semaphore(0);

      inbox.onChange(changed::release);

      assertThat(changed.tryAcquire(GENEROUS_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(inbox.changes()).hasSize(1);
    }
  }

  @Test
  void aListenerThatComesLateIsCalledAtOnce() throws Exception {
    try (MailServer server = new MailServer(maildir, "one");
        SelectedMailbox waiting = server.store.select(MailboxName.INBOX, false);
        SelectedMailbox other = server.store.select(MailboxName.INBOX, false)) {
      MailServer.deliver(maildir, "1.a", "\n");
      other.refresh();
      var changed = new Semaphore(0);

      waiting.onChange(changed::release);

      assertThat(changed.tryAcquire()).isTrue();
      List<MailboxChange> changes = waiting.changes();
      assertThat(changes).hasSize(1);
      waiting.onChange(null);
      server.append("INBOX", "x\n", Flags.NONE);
      assertThat(changed.tryAcquire()).isFalse();
    }
  }

  @Test
  void aListenerIsCalledOnceUntilTheChangesAreTaken() throws Exception {
    try (MailServer server = new MailServer(maildir, "one");
        SelectedMailbox inbox = server.store.select(MailboxName.INBOX, false)) {
      var changed = new Semaphore(0);
      inbox.onChange(changed::release);

      server.append("INBOX", "x\n", Flags.NONE);
      server.append("INBOX", "y\n", Flags.NONE);

      assertThat(changed.availablePermits()).isEqualTo(1);
      assertThat(WithoutModSeq.changes(inbox.changes()))
          .containsExactly(
              new Arrived(
                  List.of(
                      new MessageState(1, Flags.NONE, false, 0),
                      new MessageState(2, Flags.NONE, false, 0))));
    }
  }
}
