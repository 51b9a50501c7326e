package dev.postroom.imap.maildir.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.imap.maildir.MailServer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DotLockTest {

  private static final long OWN_PID = 4711;

  /** Larger than any process id that Linux gives. */
  private static final long NO_SUCH_PID = 1L << 40;

  @TempDir Path tmp;
  private Path lock;

  @BeforeEach
  void name() {
    lock = tmp.resolve("courier.lock");
  }

  @Test
  void saysWhoHoldsItAndLeavesNothingBehind() throws Exception {
    try (DotLock.Held _ = of("here").acquire(lock)) {
      assertThat(tmp).isDirectoryContaining(lock::equals);
      assertThat(lock).hasContent("4711:here");
      assertThat(MailServer.files(tmp)).containsExactly("courier.lock");
    }
    assertThat(tmp).isEmptyDirectory();
  }

  @Test
  void isHeldByOneAtATime() throws Exception {
    var holders = new AtomicInteger();
    var most = new AtomicInteger();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String host : new String[] {"a", "b", "c", "d", "e", "f"}) {
        executor.submit(
            () -> {
              for (int i = 0; i < 20; i++) {
                try (DotLock.Held _ = of(host).acquire(lock)) {
                  most.accumulateAndGet(holders.incrementAndGet(), Math::max);
                  Thread.yield();
                  holders.decrementAndGet();
                }
              }
              return null;
            });
      }
    }
    assertThat(most).hasValue(1);
    assertThat(tmp).isEmptyDirectory();
  }

  @Test
  void aLockOfThisHostWhoseProcessIsGoneIsStale() throws Exception {
    Files.writeString(lock, NO_SUCH_PID + ":here");

    try (DotLock.Held _ = of("here").acquire(lock)) {
      assertThat(lock).hasContent("4711:here");
    }
  }

  @Test
  void aLockUnderTheOwnPidWasLeftByAnEarlierLife() throws Exception {
    Files.writeString(lock, OWN_PID + ":here");

    try (DotLock.Held _ = of("here").acquire(lock)) {
      assertThat(lock).hasContent("4711:here");
    }
  }

  @Test
  void aLockOfAnotherHostIsStaleAfterTwoMinutesAndNotBefore() throws Exception {
    Files.writeString(lock, "1:elsewhere");
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var started = new CountDownLatch(1);
      var acquired =
          executor.submit(
              () -> {
                started.countDown();
                return of("here").acquire(lock);
              });
      started.await();
      assertThat(lock).hasContent("1:elsewhere");
      assertThat(acquired.isDone()).isFalse();

      Files.setLastModifiedTime(
          lock, FileTime.from(Instant.now().minus(DotLock.STALE_AFTER).minusSeconds(1)));

      try (DotLock.Held _ = acquired.get(30, TimeUnit.SECONDS)) {
        assertThat(lock).hasContent("4711:here");
      }
    }
  }

  @Test
  void aLockWhoseTimeTheFileServerToldOtherwiseAtFirstIsReleased() throws Exception {
    try (DotLock.Held _ = of("here").acquire(lock)) {
      Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(1)));
    }
    assertThat(tmp).isEmptyDirectory();
  }

  @Test
  void aLockThatWasTakenAwayIsNotReleasedForItsNewOwner() throws Exception {
    DotLock.Held held = of("here").acquire(lock);
    Files.delete(lock);
    Files.writeString(lock, "1:elsewhere");

    held.close();

    assertThat(lock).hasContent("1:elsewhere");
  }

  @Test
  void sessionsThatReachItOverALinkDoNotTakeEachOthersForOneOfAnEarlierLife() throws Exception {
    Path tmp = Files.createDirectory(this.tmp.resolve("tmp"));
    Path linked = Files.createSymbolicLink(this.tmp.resolve("linked"), tmp);
    try (DotLock.Held _ = of("here").acquire(tmp.resolve("lock"))) {
      assertThatThrownBy(() -> of("here").acquire(linked.resolve("lock"), Duration.ofMillis(100)))
          .hasMessageContaining("held by another session");
    }
    of("here").acquire(linked.resolve("lock")).close();
  }

  @Test
  void onADiskThatIsFullItKeepsOthersOutWithoutTellingWhoHoldsIt() throws Exception {
    var names = new UniqueNames(Clock.systemUTC(), "full", OWN_PID);
    var full =
        new DurableFiles(names, 022) {
          @Override
          public void write(FileChannel file, byte[] content, long position) throws IOException {
            throw new IOException("no space left on device");
          }
        };
    try (DotLock.Held _ = new DotLock(full, "full", OWN_PID).acquire(lock)) {
      assertThat(lock).isEmptyFile();
      assertThatThrownBy(() -> of("here").acquire(lock, Duration.ofMillis(100)))
          .isInstanceOf(IOException.class);
    }
    assertThat(tmp).isEmptyDirectory();
  }

  private static DotLock of(String host) {
    var names = new UniqueNames(Clock.systemUTC(), host, OWN_PID);
    return new DotLock(new DurableFiles(names, 022), host, OWN_PID);
  }
}
