package dev.postroom.imap.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.imap.mailbox.MailStore;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.maildir.account.Maildir;
import dev.postroom.imap.maildir.folder.IdleFolders;
import dev.postroom.imap.maildir.index.FolderOpenings;
import dev.postroom.imap.maildir.storage.MaildirSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaildirStoresTest {

  private static final long GENEROUS_SECONDS = 30;
  private static final Duration NO_POLL = Duration.ofMinutes(10);

  @TempDir Path home;

  private final List<String> opened = new CopyOnWriteArrayList<>();

  @Test
  void aMaildirWhoseDiskHangsHoldsUpNoOther() throws Exception {
    var hanging = new CountDownLatch(1);
    var answers = new CountDownLatch(1);
    MaildirStores.Opener disk =
        path -> {
          if (path.endsWith("hanging")) {
            hanging.countDown();
            awaitAnswer(answers);
          }
          return onDisk(path);
        };
    try (var stores = new MaildirStores(disk, () -> NO_POLL);
        ExecutorService logins = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<MailStore> slow =
          logins.submit(() -> stores.open(MailServer.user(home.resolve("hanging"))));
      try {
        assertThat(hanging.await(GENEROUS_SECONDS, TimeUnit.SECONDS)).isTrue();

        Future<MailStore> quick =
            logins.submit(() -> stores.open(MailServer.user(home.resolve("quick"))));

        quick.get(GENEROUS_SECONDS, TimeUnit.SECONDS).close();
        assertThat(slow).isNotDone();
      } finally {
        answers.countDown();
      }
      slow.get(GENEROUS_SECONDS, TimeUnit.SECONDS).close();
    }
  }

  @Test
  void aMaildirIsOpenOnceForAllWhoUseItAndForgottenWithTheLast() throws Exception {
    try (var stores = new MaildirStores(this::onDisk, () -> NO_POLL)) {
      MailStore first = stores.open(MailServer.user(home.resolve("a")));
      MailStore second = stores.open(MailServer.user(home.resolve("b/../a")));
      first.close();
      stores.open(MailServer.user(home.resolve("a"))).close();
      second.close();
      assertThat(opened).containsExactly("a");

      stores.open(MailServer.user(home.resolve("a"))).close();

      assertThat(opened).containsExactly("a", "a");
    }
  }

  @Test
  void aMaildirThatCouldNotBeOpenedIsTriedAnewByTheNextLogin() throws Exception {
    MaildirStores.Opener failsOnce =
        path -> {
          if (opened.isEmpty()) {
            opened.add("failed");
            throw new IOException("stale file handle");
          }
          return onDisk(path);
        };
    try (var stores = new MaildirStores(failsOnce, () -> NO_POLL)) {
      assertThatThrownBy(() -> stores.open(MailServer.user(home.resolve("a"))))
          .isInstanceOf(MailboxException.class);

      stores.open(MailServer.user(home.resolve("a"))).close();

      assertThat(opened).containsExactly("failed", "a");
    }
  }

  private Maildir onDisk(Path path) throws IOException {
    opened.add(path.getFileName().toString());
    var settings = new MaildirSettings(true, true, NO_POLL, 022, "one", 4711, "Trash");
    return Maildir.open(
        path, settings, Clock.systemUTC(), new IdleFolders(0), new FolderOpenings());
  }

  private static void awaitAnswer(CountDownLatch answers) throws IOException {
    try {
      answers.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the test ends", e);
    }
  }
}
