package dev.postroom.imap.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.maildir.index.IndexFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That an index is believed only as far as the folder bears it out. */
class FolderIndexDistrustTest {

  @TempDir private Path maildir;
  private IndexedInbox inbox;

  @BeforeEach
  void layOut() throws Exception {
    inbox = new IndexedInbox(maildir);
  }

  @Test
  void whatOthersChangedMeanwhileIsNoticedAndIsANewChange() throws Exception {
    IndexedInbox.Seen before = inbox.open();
    Files.move(maildir.resolve("cur/1.a:2,"), maildir.resolve("cur/1.a:2,F"));
    Files.delete(maildir.resolve("cur/2.a:2,"));
    MailServer.deliver(maildir, "6.b", "\n");
    Path keywords = Files.createDirectories(maildir.resolve("courierimapkeywords"));
    Files.writeString(keywords.resolve("3.a"), "Junk\n");

    IndexedInbox.Seen after = inbox.open();

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
    inbox.open(mailbox -> IndexedInbox.store(mailbox, new Flags(Set.of(), Set.of("Work")), 1L));
    inbox.open();
    Path keywords = maildir.resolve("courierimapkeywords");
    for (String file : MailServer.files(keywords)) {
      Files.delete(keywords.resolve(file));
    }

    assertThat(inbox.open().flags().get(1L)).isEqualTo(Flags.NONE);
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
    inbox.open(mailbox -> IndexedInbox.store(mailbox, Flags.of(SystemFlag.SEEN), 2L));
    inbox.letTimePass();
    IndexedInbox.Seen before =
        inbox.open(mailbox -> IndexedInbox.store(mailbox, Flags.of(SystemFlag.FLAGGED), 3L));

    loss.of(inbox.index);
    IndexedInbox.Seen after = inbox.open();

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
  void aDatabaseThatIsAnotherOneNowIsBelievedAndTheIndexIsNot() throws Exception {
    IndexedInbox.Seen before = inbox.open();
    String[] lines = Files.readString(maildir.resolve("courierimapuiddb")).split("\n");
    Files.writeString(
        maildir.resolve("courierimapuiddb"), lines[0] + "\n1 5.a\n2 4.a\n3 3.a\n4 2.a\n5 1.a\n");
    Files.move(maildir.resolve("cur/1.a:2,"), maildir.resolve("cur/1.a:2,F"));

    IndexedInbox.Seen after = inbox.open();

    assertThat(after.uidValidity()).isEqualTo(before.uidValidity());
    assertThat(after.flags().get(5L)).isEqualTo(Flags.of(SystemFlag.FLAGGED));
    assertThat(after.messages())
        .allSatisfy(m -> assertThat(m.modSeq()).isGreaterThan(before.highest()));
  }

  @Test
  void anotherUidValidityMeansAnotherFolder() throws Exception {
    IndexedInbox.Seen before = inbox.open();
    Files.delete(maildir.resolve("courierimapuiddb"));
    IndexedInbox.Seen after = inbox.open();

    assertThat(after.uidValidity()).isGreaterThan(before.uidValidity());
    assertThat(after.messages())
        .allSatisfy(m -> assertThat(m.modSeq()).isGreaterThan(before.highest()));
  }

  @Test
  void aDamagedDigestIsForgotten() throws Exception {
    inbox.open(mailbox -> mailbox.content(1).orElseThrow().keepDigest(new byte[] {1, 2, 3}));
    Path digests = inbox.index.resolveSibling("digests");
    byte[] file = Files.readAllBytes(digests);
    file[file.length - 14]++;
    Files.write(digests, file);
    inbox.open(mailbox -> assertThat(mailbox.content(1).orElseThrow().digest()).isEmpty());
    Files.delete(digests);
    inbox.open(mailbox -> assertThat(mailbox.content(1).orElseThrow().digest()).isEmpty());
  }
}
