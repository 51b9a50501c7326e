package dev.postroom.imap.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.mailbox.FlagChange;
import dev.postroom.imap.mailbox.FlagChange.Mode;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.MessageContent;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.mailbox.SelectedMailbox;
import dev.postroom.imap.mailbox.UidRange;
import dev.postroom.imap.maildir.index.FolderIndex;
import dev.postroom.imap.maildir.index.IndexFormat;
import dev.postroom.imap.maildir.uiddb.UidDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an index is good for, and that it is good for nothing else. */
class FolderIndexTest {

  private static final MailboxName INBOX = MailboxName.INBOX;
  private static final List<UidRange> ALL = List.of(new UidRange(1, UidDb.MAX_UID));

  @TempDir private Path maildir;
  private Path index;

  @BeforeEach
  void layOut() throws Exception {
    for (String directory : new String[] {"cur", "new", "tmp"}) {
      Files.createDirectories(maildir.resolve(directory));
    }
    for (int i = 1; i <= 5; i++) {
      Files.writeString(maildir.resolve("cur/" + i + ".a:2,"), "text " + i + "\n");
    }
    index = maildir.resolve("postroomindex/index");
  }

  /** What a client sees of a folder. */
  private record Seen(long uidValidity, long uidNext, long highest, List<MessageState> messages) {

    Map<Long, Flags> flags() {
      var flags = new TreeMap<Long, Flags>();
      messages.forEach(message -> flags.put(message.uid(), message.flags()));
      return flags;
    }

    long modSeq(long uid) {
      return messages.stream().filter(m -> m.uid() == uid).findFirst().orElseThrow().modSeq();
    }
  }

  /** Something that is done with an open mailbox. */
  @FunctionalInterface
  private interface Work {
    void with(SelectedMailbox mailbox) throws Exception;
  }

  /** Opens INBOX with a server that has just been started. */
  private Seen open(Work work) throws Exception {
    try (var server = new MailServer(maildir, "a");
        SelectedMailbox mailbox = server.store.select(INBOX, false)) {
      List<MessageState> messages = mailbox.messages();
      var seen =
          new Seen(mailbox.uidValidity(), mailbox.uidNext(), mailbox.highestModSeq(), messages);
      work.with(mailbox);
      return seen;
    }
  }

  private Seen open() throws Exception {
    return open(mailbox -> {});
  }

  private static TreeSet<Long> uids(Long... uids) {
    return new TreeSet<>(Set.of(uids));
  }

  private static void store(SelectedMailbox mailbox, Flags flags, Long... uids) throws Exception {
    mailbox.store(uids(uids), new FlagChange(Mode.ADD, flags), OptionalLong.empty());
  }

  private static void expunge(SelectedMailbox mailbox, long uid) throws Exception {
    store(mailbox, Flags.of(SystemFlag.DELETED), uid);
    mailbox.expunge(Optional.of(uids(uid)));
  }

  /** Has all changes lie so far back that their times are trusted. */
  private void letTimePass() throws Exception {
    for (String directory : new String[] {"cur", "new", "courierimapkeywords"}) {
      if (Files.exists(maildir.resolve(directory))) {
        Files.setLastModifiedTime(
            maildir.resolve(directory), FileTime.from(Instant.now().minusSeconds(60)));
      }
    }
  }

  @Test
  void modSequencesSurviveARestart() throws Exception {
    open(
        mailbox -> {
          store(mailbox, Flags.of(SystemFlag.SEEN), 2L);
          store(mailbox, new Flags(Set.of(), Set.of("Work")), 3L);
          expunge(mailbox, 4L);
        });
    letTimePass();
    Seen second = open();
    Seen third = open();

    assertThat(second.flags())
        .isEqualTo(
            Map.of(
                1L,
                Flags.NONE,
                2L,
                Flags.of(SystemFlag.SEEN),
                3L,
                new Flags(Set.of(), Set.of("Work")),
                5L,
                Flags.NONE));
    assertThat(second.modSeq(2)).isGreaterThan(second.modSeq(1));
    assertThat(second.modSeq(3)).isGreaterThan(second.modSeq(2));
    assertThat(third.messages())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("recent")
        .isEqualTo(second.messages());
    assertThat(third.highest()).isEqualTo(second.highest()).isGreaterThan(third.modSeq(3));
  }

  @Test
  void whatWasExpungedIsKnownAfterARestart() throws Exception {
    var between = new ArrayList<Long>();
    open(
        mailbox -> {
          expunge(mailbox, 2L);
          between.add(mailbox.highestModSeq());
          expunge(mailbox, 4L);
        });
    Files.delete(maildir.resolve("cur/5.a:2,"));
    open(
        mailbox ->
            assertThat(mailbox.vanishedSince(between.getFirst(), ALL))
                .containsExactly(new UidRange(4, 5)));
  }

  @Test
  void aFolderWhoseStampsAreTheSameIsNotListed() throws Exception {
    open();
    letTimePass();
    open();
    // Nobody could do this unnoticed. It shows that nobody looked.
    FileTime before = Files.getLastModifiedTime(maildir.resolve("cur"));
    Files.delete(maildir.resolve("cur/5.a:2,"));
    Files.setLastModifiedTime(maildir.resolve("cur"), before);

    assertThat(open().flags()).containsOnlyKeys(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void whatOthersChangedMeanwhileIsNoticedAndIsANewChange() throws Exception {
    Seen before = open();
    Files.move(maildir.resolve("cur/1.a:2,"), maildir.resolve("cur/1.a:2,F"));
    Files.delete(maildir.resolve("cur/2.a:2,"));
    MailServer.deliver(maildir, "6.b", "\n");
    Path keywords = Files.createDirectories(maildir.resolve("courierimapkeywords"));
    Files.writeString(keywords.resolve("3.a"), "Junk\n");

    Seen after = open();

    assertThat(after.flags())
        .isEqualTo(
            Map.of(
                1L, Flags.of(SystemFlag.FLAGGED),
                3L, new Flags(Set.of(), Set.of("Junk")),
                4L, Flags.NONE,
                5L, Flags.NONE,
                6L, Flags.NONE));
    assertThat(after.highest()).isGreaterThan(before.highest());
    for (long uid : List.of(1L, 3L, 6L)) {
      assertThat(after.modSeq(uid)).as("UID %d", uid).isGreaterThan(before.highest());
    }
    for (long uid : List.of(4L, 5L)) {
      assertThat(after.modSeq(uid)).as("UID %d", uid).isEqualTo(before.modSeq(uid));
    }
  }

  @Test
  void keywordsThatOthersTookAwayMeanwhileAreGone() throws Exception {
    open(mailbox -> store(mailbox, new Flags(Set.of(), Set.of("Work")), 1L));
    open();
    Path keywords = maildir.resolve("courierimapkeywords");
    for (String file : MailServer.files(keywords)) {
      Files.delete(keywords.resolve(file));
    }

    assertThat(open().flags().get(1L)).isEqualTo(Flags.NONE);
  }

  /** How an index may be lost. */
  private enum Loss {
    DELETED {
      @Override
      void of(Path index) throws Exception {
        Files.delete(index);
      }
    },
    EMPTIED {
      @Override
      void of(Path index) throws Exception {
        Files.write(index, new byte[0]);
      }
    },
    CUT {
      @Override
      void of(Path index) throws Exception {
        byte[] file = Files.readAllBytes(index);
        Files.write(index, Arrays.copyOf(file, file.length - 1));
      }
    },
    OF_ANOTHER_VERSION {
      @Override
      void of(Path index) throws Exception {
        byte[] file = Files.readAllBytes(index);
        file[5]++;
        Files.write(index, file);
      }
    },
    OVERWRITTEN {
      @Override
      void of(Path index) throws Exception {
        byte[] file = Files.readAllBytes(index);
        Arrays.fill(file, IndexFormat.HEADER_BYTES, file.length, (byte) 'x');
        Files.write(index, file);
      }
    };

    abstract void of(Path index) throws Exception;
  }

  @ParameterizedTest
  @EnumSource
  void anIndexThatIsLostCostsNothingButTimeAndModSequencesNeverGoBack(Loss loss) throws Exception {
    open(mailbox -> store(mailbox, Flags.of(SystemFlag.SEEN), 2L));
    letTimePass();
    Seen before = open(mailbox -> store(mailbox, Flags.of(SystemFlag.FLAGGED), 3L));

    loss.of(index);
    Seen after = open();

    var flags = new TreeMap<>(before.flags());
    flags.put(3L, Flags.of(SystemFlag.FLAGGED));
    assertThat(after.flags()).isEqualTo(flags);
    assertThat(after.uidValidity()).isEqualTo(before.uidValidity());
    assertThat(after.uidNext()).isEqualTo(before.uidNext());
    assertThat(after.highest()).isGreaterThan(before.highest());
    for (long uid = 1; uid <= 5; uid++) {
      assertThat(after.modSeq(uid)).isGreaterThanOrEqualTo(before.modSeq(uid));
    }
    assertThat(after.modSeq(3)).isGreaterThan(before.highest());
  }

  @Test
  void anIndexDeletedWhileTheFolderIsOpenIsWrittenAnewWithTheNextChange() throws Exception {
    open(
        mailbox -> {
          Files.delete(index);
          Files.delete(index.getParent());
          store(mailbox, Flags.of(SystemFlag.SEEN), 2L);
          assertThat(index).exists();
        });
    assertThat(open().flags().get(2L)).isEqualTo(Flags.of(SystemFlag.SEEN));
  }

  @Test
  void aDatabaseThatIsAnotherOneNowIsBelievedAndTheIndexIsNot() throws Exception {
    Seen before = open();
    String[] lines = Files.readString(maildir.resolve("courierimapuiddb")).split("\n");
    Files.writeString(
        maildir.resolve("courierimapuiddb"), lines[0] + "\n1 5.a\n2 4.a\n3 3.a\n4 2.a\n5 1.a\n");
    Files.move(maildir.resolve("cur/1.a:2,"), maildir.resolve("cur/1.a:2,F"));

    Seen after = open();

    assertThat(after.uidValidity()).isEqualTo(before.uidValidity());
    assertThat(after.flags().get(5L)).isEqualTo(Flags.of(SystemFlag.FLAGGED));
    assertThat(after.messages())
        .allSatisfy(m -> assertThat(m.modSeq()).isGreaterThan(before.highest()));
  }

  @Test
  void anotherUidValidityMeansAnotherFolder() throws Exception {
    Seen before = open();
    Files.delete(maildir.resolve("courierimapuiddb"));
    Seen after = open();

    assertThat(after.uidValidity()).isGreaterThan(before.uidValidity());
    assertThat(after.messages())
        .allSatisfy(m -> assertThat(m.modSeq()).isGreaterThan(before.highest()));
  }

  @Test
  void aChangeOfOneMessageIsAppendedAndNowAndThenTheFileIsReplaced() throws Exception {
    for (int i = 6; i <= 2000; i++) {
      Files.writeString(maildir.resolve("cur/" + i + ".a:2,"), "\n");
    }
    open(
        mailbox -> {
          long whole = Files.size(index);
          Object inode = Files.getAttribute(index, "unix:ino");
          store(mailbox, Flags.of(SystemFlag.SEEN), 2L);
          assertThat(Files.size(index) - whole).isBetween(1L, 600L);
          assertThat(Files.getAttribute(index, "unix:ino")).isEqualTo(inode);
          for (long i = 0; i < 1000; i++) {
            var mode = i % 2 == 0 ? Mode.REMOVE : Mode.ADD;
            mailbox.store(
                uids(i / 2 + 1),
                new FlagChange(mode, Flags.of(SystemFlag.SEEN, SystemFlag.FLAGGED)),
                OptionalLong.empty());
          }
          assertThat(Files.size(index)).isLessThan(2 * whole + FolderIndex.MIN_LOG_BYTES);
        });
  }

  @Test
  void sizesDatesAndDigestsAreKnownWithoutOpeningTheMessage() throws Exception {
    byte[] digest = new byte[] {1, 2, 3};
    byte[] large = new byte[MessageContent.MAX_DIGEST];
    open(
        mailbox -> {
          MessageContent content = mailbox.content(1).orElseThrow();
          assertThat(content.size()).isEqualTo(8);
          assertThat(content.digest()).isEmpty();
          content.keepDigest(digest);
          assertThat(content.digest()).contains(digest);
          mailbox.content(2).orElseThrow().keepDigest(large);
        });
    Files.writeString(maildir.resolve("cur/1.a:2,"), "now it is another text, as never happens\n");
    open(
        mailbox -> {
          MessageContent content = mailbox.content(1).orElseThrow();
          assertThat(content.size()).isEqualTo(8);
          assertThat(content.digest()).contains(digest);
          assertThat(mailbox.content(2).orElseThrow().digest()).contains(large);
          assertThat(mailbox.content(3).orElseThrow().digest()).isEmpty();
        });
  }

  @Test
  void aDamagedDigestIsForgotten() throws Exception {
    open(mailbox -> mailbox.content(1).orElseThrow().keepDigest(new byte[] {1, 2, 3}));
    Path digests = index.resolveSibling("digests");
    byte[] file = Files.readAllBytes(digests);
    file[file.length - 14]++;
    Files.write(digests, file);
    open(mailbox -> assertThat(mailbox.content(1).orElseThrow().digest()).isEmpty());
    Files.delete(digests);
    open(mailbox -> assertThat(mailbox.content(1).orElseThrow().digest()).isEmpty());
  }

  @Test
  void twoServersOnOneFolderBothTellTheTruthAndSoDoesWhatTheyLeave() throws Exception {
    try (var here = new MailServer(maildir, "here");
        var there = new MailServer(maildir, "there")) {
      try (SelectedMailbox mine = here.store.select(INBOX, false);
          SelectedMailbox other = there.store.select(INBOX, false)) {
        for (long uid = 1; uid <= 5; uid++) {
          store(uid % 2 == 0 ? mine : other, Flags.of(SystemFlag.SEEN), uid);
        }
        expunge(mine, 3L);
        mine.refresh();
        other.refresh();
        here.append("INBOX", "new\n", Flags.of(SystemFlag.DRAFT));
        there.append("INBOX", "new\n", Flags.of(SystemFlag.DRAFT));
        store(other, Flags.of(SystemFlag.FLAGGED), 5L);
      }
    }
    Seen now = open(mailbox -> mailbox.expunge(Optional.empty()));

    Flags seen = Flags.of(SystemFlag.SEEN);
    Flags draft = Flags.of(SystemFlag.DRAFT);
    assertThat(now.flags())
        .isEqualTo(
            Map.of(
                1L, seen,
                2L, seen,
                4L, seen,
                5L, Flags.of(SystemFlag.SEEN, SystemFlag.FLAGGED),
                6L, draft,
                7L, draft));
  }
}
