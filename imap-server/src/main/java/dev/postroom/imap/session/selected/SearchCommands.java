package dev.postroom.imap.session.selected;

import dev.postroom.imap.command.Command;
import dev.postroom.imap.command.Extension;
import dev.postroom.imap.command.SearchCriteria;
import dev.postroom.imap.command.SearchReturn;
import dev.postroom.imap.search.MessageOrder;
import dev.postroom.imap.search.MessageThreads;
import dev.postroom.imap.search.SearchContext;
import dev.postroom.imap.search.SearchProgram;
import dev.postroom.imap.session.state.Outcome;
import dev.postroom.imap.session.state.SessionScope;
import dev.postroom.imap.session.view.MailboxTracker;
import dev.postroom.imap.session.view.MailboxView;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** SEARCH (RFC 3501 section 6.4.4, RFC 4731, RFC 5182), SORT and THREAD (RFC 5256). */
final class SearchCommands {

  private static final Outcome.Answer BAD_CHARSET =
      Outcome.Answer.no("[BADCHARSET (US-ASCII UTF-8)] The charset is not known here.");

  private static final Outcome.Answer DISABLED =
      Outcome.Answer.no("This command is disabled by the system administrator.");

  private final SessionScope session;
  private final MailboxView view;
  private final BooleanSupplier clientGone;
  private final Progress progress;
  private final SearchResponses responses;

  /**
   * @param clientGone whether the search is for nobody any more
   * @param progress is told how far the command is
   */
  SearchCommands(
      SessionScope session, MailboxView view, BooleanSupplier clientGone, Progress progress) {
    this.progress = progress;
    this.session = session;
    this.view = view;
    this.clientGone = clientGone;
    this.responses = new SearchResponses(session.out(), view.tracker());
  }

  Outcome.Answer run(String tag, Command.Searching command) throws IOException {
    boolean known = command.criteria().charsetKnown();
    int passes = command instanceof Command.Search ? 1 : 2;
    var scan = new MessageScan(view, clientGone, progress, passes);
    return switch (command) {
      case Command.Search search ->
          known ? search(tag, search, scan) : notSaved(search.returns().orElse(Set.of()));
      case Command.Sort _, Command.Thread _ when session.settings().threadAndSortDisabled() ->
          DISABLED;
      case Command.Sort sort ->
          known ? sort(tag, sort, scan) : notSaved(sort.returns().orElse(Set.of()));
      case Command.Thread thread -> known ? thread(thread, scan) : BAD_CHARSET;
    };
  }

  /** A search that is answered NO leaves nothing saved (RFC 5182 section 2.1). */
  private Outcome.Answer notSaved(Set<SearchReturn> returns) {
    save(new int[0], returns);
    return BAD_CHARSET;
  }

  private Outcome.Answer search(String tag, Command.Search search, MessageScan scan)
      throws IOException {
    SearchProgram program = program(search.criteria());
    boolean withModSeq = program.goesByModSeq();
    boolean extended = search.returns().isPresent() || session.enabled().has(Extension.IMAP4REV2);
    if (!extended) {
      int[] found = scan.all(program).stream().toArray();
      responses.list("SEARCH", found, search.uid(), withModSeq);
      return Outcome.Answer.ok("SEARCH done.");
    }
    // RFC 9051 section 6.4.4: there ALL is what a search without RETURN returns.
    Set<SearchReturn> returns = search.returns().orElse(Set.of(SearchReturn.ALL));
    int[] found = found(program, returns, scan);
    save(found, returns);
    responses.extended(tag, found, returns, search.uid(), withModSeq);
    return Outcome.Answer.ok("SEARCH done.");
  }

  /** Looks for no more than is asked for. */
  private static int[] found(SearchProgram program, Set<SearchReturn> returns, MessageScan scan)
      throws IOException {
    if (!onlyEnds(returns)) {
      return scan.all(program).stream().toArray();
    }
    if (!returns.contains(SearchReturn.MIN)) {
      return ends(scan.last(program, 0));
    }
    int first = scan.first(program);
    boolean isAlone = first == 0 || !returns.contains(SearchReturn.MAX);
    return isAlone ? ends(first) : ends(first, scan.last(program, first));
  }

  private static int[] ends(int... sequences) {
    return IntStream.of(sequences).filter(sequence -> sequence > 0).distinct().toArray();
  }

  /** What of a sorted result is asked for. */
  private static int[] wanted(int[] sorted, Set<SearchReturn> returns) {
    if (!onlyEnds(returns) || sorted.length == 0) {
      return sorted;
    }
    int from = returns.contains(SearchReturn.MIN) ? 0 : sorted.length - 1;
    int to = returns.contains(SearchReturn.MAX) ? sorted.length - 1 : 0;
    return IntStream.of(sorted[from], sorted[to]).distinct().toArray();
  }

  /** Whether nothing but the first or the last message is asked for. */
  private static boolean onlyEnds(Set<SearchReturn> returns) {
    return (returns.contains(SearchReturn.MIN) || returns.contains(SearchReturn.MAX))
        && !returns.contains(SearchReturn.ALL)
        && !returns.contains(SearchReturn.COUNT);
  }

  /** What is told is what is saved (RFC 5182 section 2.4). */
  private void save(int[] found, Set<SearchReturn> returns) {
    if (!returns.contains(SearchReturn.SAVE)) {
      return;
    }
    var saved = new BitSet();
    Arrays.stream(found).forEach(saved::set);
    view.tracker().save(saved);
  }

  private Outcome.Answer sort(String tag, Command.Sort sort, MessageScan scan) throws IOException {
    SearchProgram program = program(sort.criteria());
    BitSet found = scan.all(program);
    var order = new MessageOrder(sort.order());
    scan.visit(found, order::add, order::addUnreadable);
    int[] sorted = order.sorted();
    if (sort.returns().isPresent()) {
      int[] wanted = wanted(sorted, sort.returns().get());
      save(wanted, sort.returns().get());
      responses.extended(tag, wanted, sort.returns().get(), sort.uid(), program.goesByModSeq());
    } else {
      responses.list("SORT", sorted, sort.uid(), program.goesByModSeq());
    }
    return Outcome.Answer.ok("SORT done.");
  }

  private Outcome.Answer thread(Command.Thread thread, MessageScan scan) throws IOException {
    BitSet found = scan.all(program(thread.criteria()));
    var threads = new MessageThreads(thread.algorithm());
    scan.visit(found, threads::add, threads::addUnreadable);
    responses.threads(threads.threads(), thread.uid());
    return Outcome.Answer.ok("THREAD done.");
  }

  private SearchProgram program(SearchCriteria criteria) throws IOException {
    MailboxTracker tracker = view.tracker();
    var program =
        new SearchProgram(
            criteria.key(),
            new SearchContext(
                tracker.count(),
                tracker.largestUid(),
                tracker.saved(),
                session.services().clock().instant()));
    if (program.goesByModSeq()) {
      session.enable(Extension.CONDSTORE);
    }
    return program;
  }
}
