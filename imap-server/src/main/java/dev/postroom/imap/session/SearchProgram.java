package dev.postroom.imap.session;

import dev.postroom.imap.command.SearchKey;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MessageContent;
import dev.postroom.imap.message.MimeMessage;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A search key made ready for one mailbox: sets of numbers resolved, and in every AND and OR the
 * cheap keys before those for which a message must be opened.
 */
final class SearchProgram {

  private final SearchKey key;

  /**
   * @param messages how many messages there are, for {@code *} among sequence numbers
   * @param largestUid for {@code *} among UIDs
   */
  SearchProgram(SearchKey key, int messages, long largestUid) {
    this.key = prepare(key, messages, largestUid);
  }

  /** What a program may ask of a message. */
  interface Candidate {
    int sequence();

    long uid();

    Flags flags();

    boolean recent();

    /** Empty when it has vanished. */
    Optional<MessageContent> content() throws MailboxException;

    /** Empty when it has vanished; the same one each time. */
    Optional<MimeMessage> message() throws MailboxException;
  }

  boolean matches(Candidate message) throws IOException, MailboxException {
    return matches(key, message);
  }

  private static SearchKey prepare(SearchKey key, int messages, long largestUid) {
    return switch (key) {
      case SearchKey.And(List<SearchKey> keys) ->
          new SearchKey.And(
              keys.stream()
                  .map(inner -> prepare(inner, messages, largestUid))
                  .sorted(Comparator.comparingInt(SearchProgram::cost))
                  .toList());
      case SearchKey.Or(SearchKey a, SearchKey b) -> {
        SearchKey first = prepare(a, messages, largestUid);
        SearchKey second = prepare(b, messages, largestUid);
        yield cost(first) <= cost(second)
            ? new SearchKey.Or(first, second)
            : new SearchKey.Or(second, first);
      }
      case SearchKey.Not(SearchKey inner) ->
          new SearchKey.Not(prepare(inner, messages, largestUid));
      case SearchKey.Sequence(var numbers) -> new SearchKey.Sequence(numbers.resolve(messages));
      case SearchKey.Uid(var uids) -> new SearchKey.Uid(uids.resolve(largestUid));
      default -> key;
    };
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
          SearchKey.Recent _ ->
          0;
      case SearchKey.Dated dated -> dated.of() == SearchKey.DateOf.ARRIVAL ? 1 : 2;
      case SearchKey.Larger _, SearchKey.Smaller _ -> 1;
      case SearchKey.Header _ -> 2;
      case SearchKey.Body _, SearchKey.Text _ -> 3;
    };
  }

  private static boolean matches(SearchKey key, Candidate message)
      throws IOException, MailboxException {
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
      case SearchKey.Dated dated -> matchesDate(dated, message);
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

  private static boolean matchesDate(SearchKey.Dated key, Candidate message)
      throws IOException, MailboxException {
    Optional<LocalDate> date =
        switch (key.of()) {
          case ARRIVAL ->
              message
                  .content()
                  .map(content -> LocalDate.ofInstant(content.internalDate(), ZoneOffset.UTC));
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
