package dev.postroom.imap.maildir.uiddb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.maildir.uiddb.UidDb.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class UidDbProperties {

  @Property
  void whatIsRenderedIsReadAgain(@ForAll("databases") UidDb database) {
    assertThat(UidDb.parse(database.render())).contains(database);
  }

  @Property
  void anyBytesAreReadOrTakenForAbsent(@ForAll byte[] bytes) {
    assertThat(UidDb.parse(bytes))
        .satisfiesAnyOf(
            database -> assertThat(database).isEmpty(),
            database -> assertThat(database.orElseThrow().nextUid()).isPositive());
  }

  @Property
  void anyLinesLeaveAscendingUidsBelowNextUid(@ForAll("lines") String lines) {
    UidDb database = UidDb.parse(("1 5 3\n" + lines).getBytes(UTF_8)).orElseThrow();

    assertThat(database.entries())
        .extracting(Entry::uid)
        .isSorted()
        .doesNotHaveDuplicates()
        .allMatch(uid -> uid < database.nextUid());
  }

  @Example
  void hasCouriersForm() {
    var database =
        new UidDb(795302178, 9, List.of(new Entry(3, "1.M2P3.vm,S=35"), new Entry(8, "b c")));

    assertThat(database.render())
        .asString(UTF_8)
        .isEqualTo("1 795302178 9\n3 1.M2P3.vm,S=35\n8 b c\n");
  }

  @Example
  void anotherVersionOrABrokenHeaderIsTakenForAbsent() {
    for (String header : List.of("", "2 5 3", "1 5", "1 x 3", "1 0 3", "1 5 0", "1 5 4294967297")) {
      assertThat(UidDb.parse((header + "\n1 a\n").getBytes(UTF_8))).as(header).isEmpty();
    }
  }

  /**
   * A crash may have left less than was written: the number may be lower than one that was told.
   */
  @Example
  void aHeaderThatDoesNotEndIsTakenForAbsent() {
    assertThat(UidDb.parse("1 5 40".getBytes(UTF_8))).isEmpty();
  }

  @Example
  void linesWithoutALeadingNumberAreSkipped() {
    assertThat(UidDb.parse("1 5 3\nx a\n\n1 b\n 2 c\n2\n".getBytes(UTF_8)))
        .contains(new UidDb(5, 3, List.of(new Entry(1, "b"))));
  }

  @Provide
  Arbitrary<UidDb> databases() {
    Arbitrary<TreeSet<Long>> uids =
        Arbitraries.longs().between(1, UidDb.MAX_UID - 1).set().ofMaxSize(20).map(TreeSet::new);
    Arbitrary<Long> validities = Arbitraries.longs().between(1, UidDb.MAX_UID);
    Arbitrary<List<String>> bases =
        Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).list().ofSize(20);
    return Combinators.combine(uids, validities, bases).as(UidDbProperties::database);
  }

  @Provide
  Arbitrary<String> lines() {
    return Arbitraries.strings().withChars("0123459 ab\n").ofMaxLength(200);
  }

  private static UidDb database(TreeSet<Long> uids, long uidValidity, List<String> bases) {
    var entries = new ArrayList<Entry>();
    for (long uid : uids) {
      entries.add(new Entry(uid, bases.get(entries.size())));
    }
    return new UidDb(uidValidity, uids.isEmpty() ? 1 : uids.last() + 1, entries);
  }
}
