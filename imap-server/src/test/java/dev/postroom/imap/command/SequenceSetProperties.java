package dev.postroom.imap.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.command.SequenceSet.Range;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class SequenceSetProperties {

  @Property
  void aResolvedSetHasWhatTheCommandNamed(
      @ForAll("ranges") List<Range> ranges,
      @ForAll @IntRange(min = 1, max = 30) int largest,
      @ForAll @IntRange(min = 1, max = 40) int number) {
    boolean named = ranges.stream().anyMatch(range -> names(range, largest, number));
    assertThat(new SequenceSet(ranges).resolve(largest).contains(number)).isEqualTo(named);
  }

  @Property
  void aResolvedSetAscendsWithGaps(
      @ForAll("ranges") List<Range> ranges, @ForAll @IntRange(min = 1, max = 30) int largest) {
    List<Range> resolved = new SequenceSet(ranges).resolve(largest).ranges();
    for (int i = 0; i < resolved.size(); i++) {
      assertThat(resolved.get(i).first()).isLessThanOrEqualTo(resolved.get(i).last());
      if (i > 0) {
        assertThat(resolved.get(i).first()).isGreaterThan(resolved.get(i - 1).last() + 1);
      }
    }
  }

  private static boolean names(Range range, long largest, long number) {
    long a = range.first() == SequenceSet.STAR ? largest : range.first();
    long b = range.last() == SequenceSet.STAR ? largest : range.last();
    return Math.min(a, b) <= number && number <= Math.max(a, b);
  }

  @Provide
  Arbitrary<List<Range>> ranges() {
    Arbitrary<Long> number =
        Arbitraries.oneOf(Arbitraries.longs().between(1, 35), Arbitraries.just(SequenceSet.STAR));
    return Combinators.combine(number, number).as(Range::new).list().ofMinSize(1).ofMaxSize(6);
  }
}
