package dev.postroom.imap.command;

import static dev.postroom.imap.command.CommandRefusedException.bad;

import dev.postroom.imap.command.SearchKey.DateOf;
import dev.postroom.imap.command.SearchKey.DateRelation;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is looked for: {@code ["CHARSET" SP astring SP] search-key *(SP search-key)}. */
final class SearchParser {

  /** How deep NOT, OR and parentheses may nest. */
  static final int MAX_DEPTH = 64;

  /** The most keys of one SEARCH: each may read every message. */
  static final int MAX_KEYS = 1000;

  private final Tokens tokens;

  /** Without CHARSET the grammar has US-ASCII; clients that send more mean UTF-8. */
  private Charset charset = StandardCharsets.UTF_8;

  private int keys;

  SearchParser(Tokens tokens) {
    this.tokens = tokens;
  }

  /** The criteria of SEARCH, whose charset is optional. */
  SearchCriteria searchProgram() throws IOException, CommandRefusedException {
    if (!tokens.acceptWord("CHARSET")) {
      return new SearchCriteria(true, searchKeys(0));
    }
    if (tokens.enabled().has(Extension.UTF8_ACCEPT)) {
      throw bad("CHARSET is not valid in UTF8 mode as per RFC 6855");
    }
    tokens.sp();
    return searchCriteria();
  }

  /** The criteria of SORT and THREAD: {@code astring SP search-key *(SP search-key)}. */
  SearchCriteria searchCriteria() throws IOException, CommandRefusedException {
    Optional<Charset> named = charset(tokens.astringText());
    named.ifPresent(known -> charset = known);
    tokens.sp();
    return new SearchCriteria(named.isPresent(), searchKeys(0));
  }

  private SearchKey searchKeys(int depth) throws IOException, CommandRefusedException {
    var keys = new ArrayList<SearchKey>();
    do {
      keys.add(searchKey(depth));
    } while (tokens.accept(' '));
    return keys.size() == 1 ? keys.getFirst() : new SearchKey.And(keys);
  }

  private SearchKey searchKey(int depth) throws IOException, CommandRefusedException {
    if (++keys > MAX_KEYS) {
      throw bad("SEARCH takes at most " + MAX_KEYS + " keys");
    }
    if (depth > MAX_DEPTH) {
      throw bad("Search keys nest too deep");
    }
    if (tokens.accept('(')) {
      SearchKey keys = searchKeys(depth + 1);
      tokens.expect(')');
      return keys;
    }
    if ("*$".indexOf(tokens.peek()) >= 0 || Tokens.isDigit(tokens.peek())) {
      return new SearchKey.Sequence(SequenceSetParser.sequenceSet(tokens));
    }
    String name = tokens.word();
    return switch (name) {
      case "ALL" -> new SearchKey.And(List.of());
      case "ANSWERED" -> new SearchKey.Flagged(SystemFlag.ANSWERED);
      case "DELETED" -> new SearchKey.Flagged(SystemFlag.DELETED);
      case "DRAFT" -> new SearchKey.Flagged(SystemFlag.DRAFT);
      case "FLAGGED" -> new SearchKey.Flagged(SystemFlag.FLAGGED);
      case "SEEN" -> new SearchKey.Flagged(SystemFlag.SEEN);
      case "UNANSWERED" -> new SearchKey.Not(new SearchKey.Flagged(SystemFlag.ANSWERED));
      case "UNDELETED" -> new SearchKey.Not(new SearchKey.Flagged(SystemFlag.DELETED));
      case "UNDRAFT" -> new SearchKey.Not(new SearchKey.Flagged(SystemFlag.DRAFT));
      case "UNFLAGGED" -> new SearchKey.Not(new SearchKey.Flagged(SystemFlag.FLAGGED));
      case "UNSEEN" -> unseen();
      case "RECENT" -> new SearchKey.Recent();
      case "OLD" -> new SearchKey.Not(new SearchKey.Recent());
      case "NEW" -> new SearchKey.And(List.of(new SearchKey.Recent(), unseen()));
      case "KEYWORD" -> keyword();
      case "UNKEYWORD" -> new SearchKey.Not(keyword());
      case "BEFORE" -> dated(DateOf.ARRIVAL, DateRelation.BEFORE);
      case "ON" -> dated(DateOf.ARRIVAL, DateRelation.ON);
      case "SINCE" -> dated(DateOf.ARRIVAL, DateRelation.SINCE);
      case "SENTBEFORE" -> dated(DateOf.HEADER, DateRelation.BEFORE);
      case "SENTON" -> dated(DateOf.HEADER, DateRelation.ON);
      case "SENTSINCE" -> dated(DateOf.HEADER, DateRelation.SINCE);
      case "SAVEDBEFORE" -> dated(DateOf.SAVED, DateRelation.BEFORE);
      case "SAVEDON" -> dated(DateOf.SAVED, DateRelation.ON);
      case "SAVEDSINCE" -> dated(DateOf.SAVED, DateRelation.SINCE);
      // All mailboxes know when their messages came (RFC 8514 section 4.3).
      case "SAVEDATESUPPORTED" -> new SearchKey.And(List.of());
      case "EMAILID" -> new SearchKey.EmailId(objectId());
      case "THREADID" -> new SearchKey.ThreadId(objectId());
      case "MODSEQ" -> ModSequenceParser.searchKey(tokens);
      case "OLDER" -> new SearchKey.Older(interval());
      case "YOUNGER" -> new SearchKey.Younger(interval());
      case "LARGER" -> new SearchKey.Larger(size());
      case "SMALLER" -> new SearchKey.Smaller(size());
      case "BCC", "CC", "FROM", "SUBJECT", "TO" -> new SearchKey.Header(name, argument());
      case "HEADER" -> {
        tokens.sp();
        yield new SearchKey.Header(tokens.astringText(), argument());
      }
      case "BODY" -> new SearchKey.Body(argument());
      case "TEXT" -> new SearchKey.Text(argument());
      case "UID" -> {
        tokens.sp();
        yield new SearchKey.Uid(SequenceSetParser.sequenceSet(tokens));
      }
      case "NOT" -> {
        tokens.sp();
        yield new SearchKey.Not(searchKey(depth + 1));
      }
      case "OR" -> {
        tokens.sp();
        SearchKey first = searchKey(depth + 1);
        tokens.sp();
        yield new SearchKey.Or(first, searchKey(depth + 1));
      }
      default -> throw bad("SEARCH knows no " + name);
    };
  }

  private static SearchKey unseen() {
    return new SearchKey.Not(new SearchKey.Flagged(SystemFlag.SEEN));
  }

  private SearchKey keyword() throws CommandRefusedException {
    tokens.sp();
    return new SearchKey.Keyword(tokens.atom());
  }

  private SearchKey dated(DateOf of, DateRelation relation)
      throws IOException, CommandRefusedException {
    tokens.sp();
    return new SearchKey.Dated(of, relation, DateParser.date(tokens));
  }

  private String objectId() throws CommandRefusedException {
    tokens.sp();
    return tokens.atom();
  }

  private long interval() throws CommandRefusedException {
    tokens.sp();
    return tokens.nzNumber();
  }

  private long size() throws CommandRefusedException {
    tokens.sp();
    return tokens.number64();
  }

  private String argument() throws IOException, CommandRefusedException {
    tokens.sp();
    return new String(tokens.astring(), charset);
  }

  private static Optional<Charset> charset(String name) {
    try {
      return Optional.of(Charset.forName(name));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
      return Optional.empty();
    }
  }
}
