package dev.postroom.imap.command;

import dev.postroom.imap.mailbox.Flags.SystemFlag;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;

/** What a message must be like to be found (RFC 3501 section 6.4.4 and extensions). */
public sealed interface SearchKey {

  /** Whether this key or one inside it meets a condition. */
  default boolean has(Predicate<SearchKey> condition) {
    return condition.test(this)
        || switch (this) {
          case And(List<SearchKey> keys) -> keys.stream().anyMatch(key -> key.has(condition));
          case Or(SearchKey first, SearchKey second) ->
              first.has(condition) || second.has(condition);
          case Not(SearchKey inner) -> inner.has(condition);
          default -> false;
        };
  }

  /** All of these; with none of them, every message. */
  record And(List<SearchKey> keys) implements SearchKey {
    public And {
      keys = List.copyOf(keys);
    }
  }

  record Or(SearchKey first, SearchKey second) implements SearchKey {}

  record Not(SearchKey key) implements SearchKey {}

  record Sequence(SequenceSet numbers) implements SearchKey {}

  record Uid(SequenceSet uids) implements SearchKey {}

  record Flagged(SystemFlag flag) implements SearchKey {}

  record Keyword(String keyword) implements SearchKey {}

  record Recent() implements SearchKey {}

  /** Arrived at least so many seconds ago (RFC 5032). */
  record Older(long seconds) implements SearchKey {}

  /** Arrived at most so many seconds ago (RFC 5032). */
  record Younger(long seconds) implements SearchKey {}

  /** By one of a message's dates, without regard to time and zone. */
  record Dated(DateOf of, DateRelation relation, LocalDate date) implements SearchKey {}

  /** Which date. */
  enum DateOf {
    ARRIVAL,
    /** When it came into the mailbox (RFC 8514). */
    SAVED,
    HEADER
  }

  /** How the message's date stands to the one in the command. */
  enum DateRelation {
    BEFORE,
    ON,
    SINCE
  }

  /** Changed since this mod-sequence, or with it (RFC 7162 section 3.1.5). */
  record ModSeq(long atLeast) implements SearchKey {}

  /** RFC 8474 section 6. */
  record EmailId(String id) implements SearchKey {}

  /** RFC 8474 section 6. */
  record ThreadId(String id) implements SearchKey {}

  record Larger(long octets) implements SearchKey {}

  record Smaller(long octets) implements SearchKey {}

  /** A field that contains the text; with an empty text, a message that has the field. */
  record Header(String field, String text) implements SearchKey {}

  record Body(String text) implements SearchKey {}

  /** In the header or in the body. */
  record Text(String text) implements SearchKey {}
}
