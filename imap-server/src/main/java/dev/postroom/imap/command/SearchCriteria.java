package dev.postroom.imap.command;

/**
 * What is looked for.
 *
 * @param charsetKnown whether its texts could be decoded; otherwise the answer is NO with
 *     BADCHARSET, and the texts are not to be relied on
 * @param key what a message must be like
 */
public record SearchCriteria(boolean charsetKnown, SearchKey key) {

  /** Whether it names messages by their sequence numbers, which must not shift meanwhile. */
  public boolean hasNumbers() {
    return key.has(
        part ->
            part instanceof SearchKey.Sequence(SequenceSet numbers) && !numbers.ranges().isEmpty());
  }
}
