package dev.postroom.imap.command;

import dev.postroom.imap.command.SequenceSet.Range;
import java.util.ArrayList;

/** {@code sequence-set = (seq-number / seq-range) *("," sequence-set)}. */
final class SequenceSetParser {

  private SequenceSetParser() {}

  static SequenceSet sequenceSet(Tokens tokens) throws CommandRefusedException {
    var ranges = new ArrayList<Range>();
    do {
      long first = seqNumber(tokens);
      long last = tokens.accept(':') ? seqNumber(tokens) : first;
      ranges.add(new Range(first, last));
    } while (tokens.accept(','));
    return new SequenceSet(ranges);
  }

  private static long seqNumber(Tokens tokens) throws CommandRefusedException {
    return tokens.accept('*') ? SequenceSet.STAR : tokens.nzNumber();
  }
}
