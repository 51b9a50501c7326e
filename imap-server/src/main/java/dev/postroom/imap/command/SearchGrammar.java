package dev.postroom.imap.command;

import static dev.postroom.imap.command.CommandRefusedException.bad;

import dev.postroom.imap.command.Command.ThreadAlgorithm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The commands that go through all messages: SEARCH, SORT and THREAD. */
final class SearchGrammar {

  static final Map<String, Grammar> COMMANDS =
      Map.of(
          "SEARCH", Grammar.of(tokens -> search(tokens, false)),
          "UID SEARCH", Grammar.of(tokens -> search(tokens, true)),
          "SORT", Grammar.of(tokens -> sort(tokens, false)),
          "UID SORT", Grammar.of(tokens -> sort(tokens, true)),
          "THREAD", Grammar.of(tokens -> thread(tokens, false)),
          "UID THREAD", Grammar.of(tokens -> thread(tokens, true)));

  /** More would only repeat some. */
  static final int MAX_SORT_CRITERIA = 32;

  private SearchGrammar() {}

  /** {@code search = "SEARCH" [search-return-opts] SP search-program} (RFC 4466 section 2.6.1). */
  private static Command search(Tokens tokens, boolean uid)
      throws IOException, CommandRefusedException {
    Optional<Set<SearchReturn>> returns = returnOptions(tokens);
    if (returns.isEmpty() && tokens.enabled().has(Extension.IMAP4REV2)) {
      // There is no SEARCH response any more (RFC 9051 section 6.4.4).
      returns = Optional.of(EnumSet.of(SearchReturn.ALL));
    }
    return new Command.Search(new SearchParser(tokens).searchProgram(), returns, uid);
  }

  /** {@code sort = "SORT" [sort-return-opts] SP sort-criteria SP search-criteria}. */
  private static Command sort(Tokens tokens, boolean uid)
      throws IOException, CommandRefusedException {
    Optional<Set<SearchReturn>> returns = returnOptions(tokens);
    List<SortCriterion> order = sortCriteria(tokens);
    tokens.sp();
    return new Command.Sort(order, new SearchParser(tokens).searchCriteria(), returns, uid);
  }

  /** {@code thread = "THREAD" SP thread-alg SP search-criteria}. */
  private static Command thread(Tokens tokens, boolean uid)
      throws IOException, CommandRefusedException {
    ThreadAlgorithm algorithm = named(ThreadAlgorithm.class, tokens.word(), "THREAD");
    tokens.sp();
    return new Command.Thread(algorithm, new SearchParser(tokens).searchCriteria(), uid);
  }

  /** {@code "RETURN" SP "(" [option *(SP option)] ")" SP}; with none of them, ALL is meant. */
  private static Optional<Set<SearchReturn>> returnOptions(Tokens tokens)
      throws CommandRefusedException {
    if (!tokens.acceptWord("RETURN")) {
      return Optional.empty();
    }
    tokens.sp();
    tokens.expect('(');
    var options = EnumSet.noneOf(SearchReturn.class);
    if (tokens.peek() != ')') {
      do {
        options.add(named(SearchReturn.class, tokens.word(), "RETURN"));
      } while (tokens.accept(' '));
    }
    tokens.expect(')');
    tokens.sp();
    return Optional.of(options.isEmpty() ? EnumSet.of(SearchReturn.ALL) : options);
  }

  /** {@code "(" sort-criterion *(SP sort-criterion) ")"}. */
  private static List<SortCriterion> sortCriteria(Tokens tokens) throws CommandRefusedException {
    tokens.expect('(');
    var order = new ArrayList<SortCriterion>();
    do {
      if (order.size() == MAX_SORT_CRITERIA) {
        throw bad("SORT takes at most " + MAX_SORT_CRITERIA + " criteria");
      }
      String word = tokens.word();
      boolean reverse = word.equals("REVERSE");
      if (reverse) {
        tokens.sp();
        word = tokens.word();
      }
      order.add(new SortCriterion(named(SortCriterion.By.class, word, "SORT"), reverse));
    } while (tokens.accept(' '));
    tokens.expect(')');
    return order;
  }

  private static <E extends Enum<E>> E named(Class<E> type, String word, String command)
      throws CommandRefusedException {
    try {
      return Enum.valueOf(type, word);
    } catch (IllegalArgumentException unknown) {
      throw bad(command + " knows no " + word);
    }
  }
}
