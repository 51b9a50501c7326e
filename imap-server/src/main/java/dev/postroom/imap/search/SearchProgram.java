package dev.postroom.imap.search;

import dev.postroom.imap.command.SearchKey;
import dev.postroom.imap.command.SequenceSet;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MessageContent;
import dev.postroom.imap.message.MimeMessage;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A search key made ready for one mailbox: sets of numbers resolved, and in every AND and OR the
 * cheap keys before those for which a message must be opened.
 */
public final class SearchProgram {

  private final SearchContext context;
  private final SearchKey key;

  /** Makes it ready, once for all messages. */
  public SearchProgram(SearchKey key, SearchContext context) {
    this.context = context;
    this.key = prepare(key);
  }

  /** Whether it asks for mod-sequences anywhere, so that the answer must tell one (RFC 7162). */
  public boolean goesByModSeq() {
    return key.has(SearchKey.ModSeq.class::isInstance);
  }

  /** Whether a message is among those that are searched for; opens it only if it must. */
  public boolean matches(Candidate message) throws IOException, MailboxException {
    return matches(key, message);
  }

  private SearchKey prepare(SearchKey given) {
    return switch (given) {
      case SearchKey.And(List<SearchKey> keys) ->
          new SearchKey.And(
              keys.stream()
                  .map(this::prepare)
                  .sorted(Comparator.comparingInt(SearchProgram::cost))
                  .toList());
      case SearchKey.Or(SearchKey a, SearchKey b) -> {
        SearchKey first = prepare(a);
        SearchKey second = prepare(b);
        yield cost(first) <= cost(second)
            ? new SearchKey.Or(first, second)
            : new SearchKey.Or(second, first);
      }
      case SearchKey.Not(SearchKey inner) -> new SearchKey.Not(prepare(inner));
      case SearchKey.Sequence(var numbers) ->
          orSaved(numbers, new SearchKey.Sequence(resolve(numbers, context.messages())));
      case SearchKey.Uid(var uids) ->
          orSaved(uids, new SearchKey.Uid(resolve(uids, context.largestUid())));
      default -> given;
    };
  }

  /** In an empty mailbox {@code *} is nothing. */
  private static SequenceSet resolve(SequenceSet set, long largest) {
    return largest == 0 ? SequenceSet.NONE : set.resolve(largest);
  }

  /** {@code $} stands for messages, whether sequence numbers or UIDs are written beside it. */
  private SearchKey orSaved(SequenceSet set, SearchKey written) {
    return set.saved()
        ? new SearchKey.Or(
            written, new SearchKey.Uid(resolve(context.saved(), context.largestUid())))
        : written;
  }

  /** 0: known, 1: the file's attributes, 2: the header, 3: the whole message. */
  private static int cost(SearchKey key) {
    return switch (key) {
      case SearchKey.And(List<SearchKey> keys) ->
          keys.stream().mapToInt(SearchProgram::cost).max().orElse(0);
      case SearchKey.Or(SearchKey a, SearchKey b) -> Math.max(cost(a), cost(b));
      case SearchKey.Not(SearchKey inner) -> cost(inner);
      case SearchKey.Sequence _,
          SearchKey.Uid _,
          SearchKey.Flagged _,
          SearchKey.Keyword _,
          SearchKey.Recent _,
          SearchKey.ModSeq _,
          SearchKey.ThreadId _ ->
          0;
      case SearchKey.Dated dated -> dated.of() == SearchKey.DateOf.HEADER ? 2 : 1;
      case SearchKey.EmailId _ -> 1;
      case SearchKey.Older _, SearchKey.Younger _, SearchKey.Larger _, SearchKey.Smaller _ -> 1;
      case SearchKey.Header _ -> 2;
      case SearchKey.Body _, SearchKey.Text _ -> 3;
    };
  }

  private boolean matches(SearchKey key, Candidate message) throws IOException, MailboxException {
    return switch (key) {
      case SearchKey.And(List<SearchKey> keys) -> {
        for (SearchKey inner : keys) {
          if (!matches(inner, message)) {
            yield false;
          }
        }
        yield true;
      }
      case SearchKey.Or(SearchKey a, SearchKey b) -> matches(a, message) || matches(b, message);
      case SearchKey.Not(SearchKey inner) -> !matches(inner, message);
      case SearchKey.Sequence(var numbers) -> numbers.contains(message.sequence());
      case SearchKey.Uid(var uids) -> uids.contains(message.uid());
      case SearchKey.Flagged(var flag) -> message.flags().has(flag);
      case SearchKey.Keyword(var keyword) -> message.flags().keywords().contains(keyword);
      case SearchKey.Recent() -> message.recent();
      case SearchKey.ModSeq(long atLeast) -> message.modSeq() >= atLeast;
      case SearchKey.EmailId(String id) ->
          message.content().filter(content -> content.emailId().equals(id)).isPresent();
      // No message has a THREADID.
      case SearchKey.ThreadId _ -> false;
      case SearchKey.Dated dated -> matchesDate(dated, message);
      case SearchKey.Older(long seconds) -> {
        Instant latest = context.now().minusSeconds(seconds);
        Optional<MessageContent> content = message.content();
        yield content.isPresent() && !content.get().internalDate().isAfter(latest);
      }
      case SearchKey.Younger(long seconds) -> {
        Instant earliest = context.now().minusSeconds(seconds);
        Optional<MessageContent> content = message.content();
        yield content.isPresent() && !content.get().internalDate().isBefore(earliest);
      }
      case SearchKey.Larger(long octets) -> {
        Optional<MessageContent> content = message.content();
        yield content.isPresent() && content.get().size() > octets;
      }
      case SearchKey.Smaller(long octets) -> {
        Optional<MessageContent> content = message.content();
        yield content.isPresent() && content.get().size() < octets;
      }
      case SearchKey.Header(String field, String text) -> {
        Optional<MimeMessage> mime = message.message();
        yield mime.isPresent() && mime.get().search().header(field, text);
      }
      case SearchKey.Body(String text) -> {
        Optional<MimeMessage> mime = message.message();
        yield mime.isPresent() && mime.get().search().body(text);
      }
      case SearchKey.Text(String text) -> {
        Optional<MimeMessage> mime = message.message();
        yield mime.isPresent() && mime.get().search().text(text);
      }
    };
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  private static boolean matchesDate(SearchKey.Dated key, Candidate message)
      throws IOException, MailboxException {
    Optional<LocalDate> date =
        switch (key.of()) {
          case ARRIVAL -> {
            Optional<MessageContent> content = message.content();
            yield content.isPresent()
                ? Optional.of(day(content.get().internalDate()))
                : Optional.empty();
          }
          // Where nobody noted it, the date of arrival stands for it (RFC 8514 section 4.3).
          case SAVED -> {
            Optional<MessageContent> content = message.content();
            Optional<Instant> saved = content.flatMap(MessageContent::saveDate);
            yield saved.isEmpty() && content.isPresent()
                ? Optional.of(day(content.get().internalDate()))
                : saved.map(SearchProgram::day);
          }
          case HEADER -> {
            Optional<MimeMessage> mime = message.message();
            yield mime.isPresent() ? mime.get().search().sentDate() : Optional.empty();
          }
        };
    return date.isPresent()
        && switch (key.relation()) {
          case BEFORE -> date.get().isBefore(key.date());
          case ON -> date.get().isEqual(key.date());
          case SINCE -> !date.get().isBefore(key.date());
        };
  }
}
