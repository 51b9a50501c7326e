package dev.postroom.imap.command;

import static dev.postroom.imap.command.CommandRefusedException.bad;

import dev.postroom.imap.command.Command.ChangedSince;
import dev.postroom.imap.command.SelectParameters.Resync;
import dev.postroom.imap.command.SelectParameters.SequenceMatch;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** What CONDSTORE and QRESYNC add to commands (RFC 7162 section 7). */
final class ModSequenceParser {

  private static final String NOT_ENABLED = "QRESYNC is not enabled";

  private ModSequenceParser() {}

  /** {@code [SP "(" select-param *(SP select-param) ")"]}. */
  static SelectParameters selectParameters(Tokens tokens) throws CommandRefusedException {
    if (!tokens.accept(' ')) {
      return SelectParameters.NONE;
    }
    tokens.expect('(');
    boolean condstore = false;
    Optional<Resync> resync = Optional.empty();
    do {
      String parameter = tokens.word();
      switch (parameter) {
        case "CONDSTORE" -> condstore = true;
        case "QRESYNC" -> resync = Optional.of(resync(tokens));
        default -> throw bad("SELECT knows no " + parameter);
      }
    } while (tokens.accept(' '));
    tokens.expect(')');
    return new SelectParameters(condstore, resync);
  }

  /** {@code SP "(" uidvalidity SP mod-sequence-value [SP known-uids] [SP seq-match-data] ")"}. */
  private static Resync resync(Tokens tokens) throws CommandRefusedException {
    if (!tokens.enabled().has(Extension.QRESYNC)) {
      throw bad(NOT_ENABLED);
    }
    tokens.sp();
    tokens.expect('(');
    long uidValidity = tokens.nzNumber();
    tokens.sp();
    long modSeq = tokens.number64();
    Optional<SequenceSet> known = Optional.empty();
    Optional<SequenceMatch> match = Optional.empty();
    while (match.isEmpty() && tokens.accept(' ')) {
      if (tokens.peek() == '(') {
        match = Optional.of(sequenceMatch(tokens));
      } else if (known.isPresent()) {
        throw bad("Expected '('");
      } else {
        known = Optional.of(numbers(tokens));
      }
    }
    tokens.expect(')');
    return new Resync(uidValidity, modSeq, known, match);
  }

  /** {@code seq-match-data = "(" known-sequence-set SP known-uid-set ")"}. */
  private static SequenceMatch sequenceMatch(Tokens tokens) throws CommandRefusedException {
    tokens.expect('(');
    SequenceSet numbers = numbers(tokens);
    tokens.sp();
    SequenceSet uids = numbers(tokens);
    tokens.expect(')');
    if (!ascends(numbers) || !ascends(uids) || size(numbers) != size(uids)) {
      throw bad("There must be as many UIDs as message numbers, both ascending");
    }
    return new SequenceMatch(numbers, uids);
  }

  private static boolean ascends(SequenceSet set) {
    long last = 0;
    for (SequenceSet.Range range : set.ranges()) {
      if (range.first() <= last || range.last() < range.first()) {
        return false;
      }
      last = range.last();
    }
    return true;
  }

  private static long size(SequenceSet set) {
    return set.ranges().stream().mapToLong(range -> range.last() - range.first() + 1).sum();
  }

  /** A sequence-set in which {@code *} and {@code $} have no meaning. */
  private static SequenceSet numbers(Tokens tokens) throws CommandRefusedException {
    SequenceSet set = SequenceSetParser.sequenceSet(tokens);
    if (set.saved()
        || set.ranges().stream()
            .anyMatch(r -> r.first() == SequenceSet.STAR || r.last() == SequenceSet.STAR)) {
      throw bad("Only numbers are known");
    }
    return set;
  }

  /** {@code [SP "(" "CHANGEDSINCE" SP mod-sequence-value ["VANISHED"] ")"]}, in any order. */
  static Optional<ChangedSince> fetchModifiers(Tokens tokens, boolean uid)
      throws CommandRefusedException {
    if (!tokens.accept(' ')) {
      return Optional.empty();
    }
    tokens.expect('(');
    OptionalLong since = OptionalLong.empty();
    boolean vanished = false;
    do {
      String modifier = tokens.word();
      switch (modifier) {
        case "CHANGEDSINCE" -> {
          tokens.sp();
          since = OptionalLong.of(tokens.number64());
        }
        case "VANISHED" -> vanished = true;
        default -> throw bad("FETCH knows no " + modifier);
      }
    } while (tokens.accept(' '));
    tokens.expect(')');
    if (since.isEmpty()) {
      throw bad("CHANGEDSINCE is missing");
    }
    if (vanished && !uid) {
      throw bad("VANISHED is for UID FETCH");
    }
    if (vanished && !tokens.enabled().has(Extension.QRESYNC)) {
      throw bad(NOT_ENABLED);
    }
    return Optional.of(new ChangedSince(since.getAsLong(), vanished));
  }

  /** {@code ["(" "UNCHANGEDSINCE" SP mod-sequence-valzer ")" SP]}. */
  static OptionalLong storeModifiers(Tokens tokens) throws CommandRefusedException {
    if (!tokens.accept('(')) {
      return OptionalLong.empty();
    }
    String modifier = tokens.word();
    if (!modifier.equals("UNCHANGEDSINCE")) {
      throw bad("STORE knows no " + modifier);
    }
    tokens.sp();
    long since = tokens.number64();
    tokens.expect(')');
    tokens.sp();
    return OptionalLong.of(since);
  }

  /**
   * {@code "MODSEQ" [SP entry-name SP entry-type-req] SP mod-sequence-valzer}, behind the name.
   * Flags have no mod-sequences of their own here, so that the entry is of no account (section
   * 3.1.5).
   */
  static SearchKey searchKey(Tokens tokens) throws IOException, CommandRefusedException {
    tokens.sp();
    if (tokens.peek() == '"') {
      tokens.string();
      tokens.sp();
      String type = tokens.word();
      if (!type.equals("PRIV") && !type.equals("SHARED") && !type.equals("ALL")) {
        throw bad("An entry is priv, shared or all");
      }
      tokens.sp();
    }
    return new SearchKey.ModSeq(tokens.number64());
  }
}
