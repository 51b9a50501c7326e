package dev.postroom.imap.command;

import dev.postroom.imap.command.SequenceSet.Range;
import java.util.ArrayList;

/**
 * {@code sequence-set = (seq-number / seq-range / "$") *("," sequence-set)}, the dollar by RFC
 * 5182.
 */
final class SequenceSetParser {

  private SequenceSetParser() {}

  static SequenceSet sequenceSet(Tokens tokens) throws CommandRefusedException {
    var ranges = new ArrayList<Range>();
    boolean saved = false;
    do {
      if (tokens.accept('$')) {
        saved = true;
        continue;
      }
      long first = seqNumber(tokens);
      long last = tokens.accept(':') ? seqNumber(tokens) : first;
      ranges.add(new Range(first, last));
    } while (tokens.accept(','));
    return new SequenceSet(ranges, saved);
  }

  private static long seqNumber(Tokens tokens) throws CommandRefusedException {
    return tokens.accept('*') ? SequenceSet.STAR : tokens.nzNumber();
  }
}
