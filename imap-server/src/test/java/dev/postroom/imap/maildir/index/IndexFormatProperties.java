package dev.postroom.imap.maildir.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.maildir.files.FolderDirectory.Stamp;
import dev.postroom.imap.maildir.index.IndexFormat.Decoded;
import dev.postroom.imap.maildir.view.ExpungeLog;
import dev.postroom.imap.maildir.view.ExpungeLog.Expunged;
import dev.postroom.imap.maildir.view.IndexStamps;
import dev.postroom.imap.maildir.view.IndexedFolder;
import dev.postroom.imap.maildir.view.Marks;
import dev.postroom.imap.maildir.view.NameArena;
import dev.postroom.imap.maildir.view.StoredMessage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The file of an index, whole and damaged. */
class IndexFormatProperties {

  private final NameArena names = new NameArena();
  private final Marks.Pool marks = new Marks.Pool();

  /** What is compared of a message. */
  private record Told(
      long uid,
      String name,
      Set<String> keywords,
      long modSeq,
      String size,
      String date,
      int place) {

    static Told of(StoredMessage message) {
      return new Told(
          message.uid(),
          message.fileName(),
          message.flags().keywords(),
          message.modSeq(),
          message.size().toString(),
          message.date().toString(),
          message.digest());
    }
  }

  /** What is compared of a folder. */
  private record Folder(
      List<Told> messages, List<Expunged> expunged, long highest, IndexStamps stamps) {

    static Folder of(IndexedFolder folder) {
      return new Folder(
          folder.messages().stream().map(Told::of).toList(),
          folder.expunged().last(ExpungeLog.MAX_ENTRIES),
          folder.highestModSeq(),
          folder.stamps());
    }
  }

  /** A change of one message, or an expunge. */
  record Change(int uid, String base, String info, Set<String> keywords, boolean expunge) {}

  @Provide
  Arbitrary<List<Change>> changes() {
    Arbitrary<String> base =
        Arbitraries.strings()
            .withCharRange('!', '~')
            .withChars('ä', '€')
            .ofMinLength(1)
            .ofMaxLength(30);
    Arbitrary<String> info = Arbitraries.of("", ":2,", ":2,S", ":2,FRS", ":2,Sab");
    Arbitrary<Set<String>> keywords = Arbitraries.of("Work", "$Junk", "größe").set().ofMaxSize(3);
    return Combinators.combine(
            Arbitraries.integers().between(1, 12),
            base,
            info,
            keywords,
            Arbitraries.of(true, false))
        .as(Change::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(25);
  }

  /** Files after each change, and what each should tell. */
  private final class History {

    private final List<byte[]> files = new ArrayList<>();
    private final List<Folder> told = new ArrayList<>();
    private final List<StoredMessage> messages = new ArrayList<>();
    private final ExpungeLog expunged = new ExpungeLog();
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private long modSeq = 1;

    /** UIDs ascend, and none comes again. */
    private long last;

    History(List<Change> changes) {
      expunged.begin(1);
      file.writeBytes(IndexFormat.header());
      append(List.of(), List.of());
      changes.forEach(this::change);
    }

    private void change(Change change) {
      Optional<StoredMessage> there =
          messages.stream().filter(m -> m.uid() == change.uid).findFirst();
      if (there.isPresent() && change.expunge) {
        messages.remove(there.get());
        var gone = new Expunged(change.uid, ++modSeq);
        expunged.add(gone.uid(), gone.modSeq());
        append(List.of(), List.of(gone));
      } else if (there.isPresent() || change.uid > last) {
        byte[] base = change.base.getBytes(StandardCharsets.UTF_8);
        var words = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
        words.addAll(change.keywords);
        var message =
            new StoredMessage(
                change.uid,
                names.keep(base, 0, base.length),
                base.length,
                marks.of(change.info, words),
                ++modSeq);
        message.counted(modSeq * 1_000_000_000L);
        message.dated(Instant.ofEpochSecond(modSeq));
        message.digested(change.uid);
        there.ifPresentOrElse(
            old -> messages.set(messages.indexOf(old), message), () -> messages.add(message));
        last = Math.max(last, change.uid);
        append(List.of(message), List.of());
      }
    }

    private void append(List<StoredMessage> changed, List<Expunged> gone) {
      var stamp = new Stamp(Instant.ofEpochSecond(modSeq, 7), modSeq, "(dev=1,ino=" + modSeq + ")");
      var stamps =
          new IndexStamps(
              modSeq % 2 == 0
                  ? Optional.of(new IndexStamps.Folder(stamp, stamp, Instant.MAX))
                  : Optional.empty(),
              Optional.of(stamp),
              Optional.of(new IndexStamps.Keywords(Optional.empty(), Instant.EPOCH)));
      ByteBuffer record =
          IndexFormat.record(
              new IndexedFolder(5, 13, modSeq, changed, expunged, stamps, 3, 4), gone);
      file.write(record.array(), 0, record.limit());
      files.add(file.toByteArray());
      told.add(Folder.of(new IndexedFolder(5, 13, modSeq, messages, expunged, stamps, 3, 4)));
    }
  }

  private static Optional<Folder> decode(byte[] file) {
    return new IndexFormat(new NameArena(), new Marks.Pool())
        .decode(file)
        .map(Decoded::folder)
        .map(Folder::of);
  }

  @Property(tries = 300)
  void tellsWhatWasWrittenAfterEveryChange(@ForAll("changes") List<Change> changes) {
    var history = new History(changes);
    for (int i = 0; i < history.files.size(); i++) {
      assertThat(decode(history.files.get(i))).contains(history.told.get(i));
    }
  }

  @Property(tries = 50)
  void cutAnywhereItTellsWhatWasTrueBeforeTheLastWholeRecord(
      @ForAll("changes") List<Change> changes) {
    var history = new History(changes);
    byte[] file = history.files.getLast();
    for (int length = 0; length < file.length; length++) {
      Optional<Folder> expected = Optional.empty();
      for (int i = 0; i < history.files.size(); i++) {
        if (history.files.get(i).length <= length) {
          expected = Optional.of(history.told.get(i));
        }
      }
      assertThat(decode(Arrays.copyOf(file, length))).isEqualTo(expected);
    }
  }

  @Property(tries = 500)
  void aFlippedBitIsNeverTakenForAnythingThatWasNotTrue(
      @ForAll("changes") List<Change> changes,
      @ForAll @IntRange(max = 1_000_000) int position,
      @ForAll @IntRange(max = 7) int bit) {
    var history = new History(changes);
    byte[] file = history.files.getLast().clone();
    int at = position % file.length;
    file[at] ^= (byte) (1 << bit);
    int whole = 0;
    while (whole < history.files.size() && history.files.get(whole).length <= at) {
      whole++;
    }
    Optional<Folder> expected =
        whole == 0 ? Optional.empty() : Optional.of(history.told.get(whole - 1));
    assertThat(decode(file)).isEqualTo(expected);
  }
}
