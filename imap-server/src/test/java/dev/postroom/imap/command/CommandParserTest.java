package dev.postroom.imap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postroom.imap.command.Command.AppendSyntax;
import dev.postroom.imap.command.Command.ThreadAlgorithm;
import dev.postroom.imap.command.FetchAttribute.Item;
import dev.postroom.imap.command.SearchKey.DateOf;
import dev.postroom.imap.command.SearchKey.DateRelation;
import dev.postroom.imap.command.SequenceSet.Range;
import dev.postroom.imap.mailbox.FlagChange;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.StatusItem;
import dev.postroom.imap.message.BodySection;
import dev.postroom.imap.message.BodySection.Partial;
import dev.postroom.imap.message.BodySection.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandParserTest {

  private static Command parse(String text) throws Exception {
    TaggedCommand tagged = parser("a1 " + text).command();
    assertThat(tagged.tag()).isEqualTo("a1");
    return tagged.command();
  }

  private static CommandRefusedException refusal(String text) {
    var parser = parser("a1 " + text);
    CommandRefusedException refusal =
        catchThrowableOfType(CommandRefusedException.class, parser::command);
    assertThat(refusal).as(text).isNotNull();
    return refusal;
  }

  private static SequenceSet set(Range... ranges) {
    return new SequenceSet(List.of(ranges));
  }

  private static MailboxName mailbox(String name) {
    return new MailboxName(name);
  }

  @Test
  void stringsAreAtomsQuotedOrLiterals() throws Exception {
    var login = new Command.Login("alice", "s e\"c");
    assertThat(parse("LOGIN alice \"s e\\\"c\"")).isEqualTo(login);
    assertThat(parse("login {5}\r\nalice {5+}\r\ns e\"c")).isEqualTo(login);
    assertThat(parse("LOGIN al]ice pä".replace("pä", "\"pä\"")))
        .isEqualTo(new Command.Login("al]ice", "pä"));
  }

  @Test
  void aPasswordIsNotPrinted() throws Exception {
    assertThat(parse("LOGIN alice secret").toString()).doesNotContain("secret");
    assertThat(parse("AUTHENTICATE PLAIN AGEAYg==").toString()).doesNotContain("AGEAYg");
  }

  @ParameterizedTest
  @CsvSource({
    "NOOP, NOOP",
    "uid fetch 1 flags, UID FETCH",
    "select INBOX, SELECT",
    "uid expunge 1, UID EXPUNGE"
  })
  void aCommandKnowsItsName(String text, String name) throws Exception {
    assertThat(parser("x " + text).command().name()).isEqualTo(name);
  }

  @Test
  void mailboxNamesAreDecodedAndInboxIsFolded() throws Exception {
    assertThat(parse("SELECT iNbOx")).isEqualTo(new Command.Select(MailboxName.INBOX, false));
    assertThat(parse("EXAMINE \"INBOX.Entw&APw-rfe\""))
        .isEqualTo(new Command.Select(mailbox("INBOX.Entwürfe"), true));
    assertThat(parse("CREATE INBOX.a."))
        .isEqualTo(new Command.Create(mailbox("INBOX.a"), Set.of()));
    assertThat(parse("RENAME INBOX.a {7+}\r\nINBOX.b"))
        .isEqualTo(new Command.Rename(mailbox("INBOX.a"), mailbox("INBOX.b")));
  }

  @Test
  void aNameThatIsNoModifiedUtf7IsAnsweredNo() {
    for (String name : List.of("\"\"", "INBOX.&", "\"INBOX.ü\"")) {
      assertThat(refusal("SELECT " + name).kind()).isEqualTo(CommandRefusedException.Kind.NO);
    }
  }

  @Test
  void listTakesWildcardsAndAnEmptyReference() throws Exception {
    assertThat(parse("LIST \"\" INBOX.%*"))
        .isEqualTo(
            new Command.ListMailboxes(
                "", List.of("INBOX.%*"), Set.of(), Set.of(), List.of(), false));
    assertThat(parse("LSUB INBOX. \"*\"")).isEqualTo(new Command.ListSubscribed("INBOX.", "*"));
  }

  @Test
  void statusAsksForItems() throws Exception {
    assertThat(parse("STATUS INBOX (messages UIDNEXT)"))
        .isEqualTo(
            new Command.Status(
                MailboxName.INBOX, List.of(StatusItem.MESSAGES, StatusItem.UIDNEXT)));
  }

  @Test
  void appendStopsBeforeItsMessage() throws Exception {
    assertThat(parse("APPEND INBOX (\\Seen work) \" 1-Feb-2026 10:11:12 +0130\" {300}\r\nunread"))
        .isEqualTo(
            append(
                new Flags(Set.of(SystemFlag.SEEN), Set.of("work")),
                Optional.of(Instant.parse("2026-02-01T08:41:12Z")),
                300,
                AppendSyntax.LITERAL));
    assertThat(parse("APPEND INBOX {3+}\r\nabc"))
        .isEqualTo(append(Flags.NONE, Optional.empty(), 3, AppendSyntax.LITERAL));
  }

  @Test
  void appendTakesBinaryAndUtf8Messages() throws Exception {
    assertThat(parse("APPEND INBOX ~{3+}\r\nabc"))
        .isEqualTo(append(Flags.NONE, Optional.empty(), 3, AppendSyntax.LITERAL8));
    assertThat(parse("APPEND INBOX UTF8 (~{3}\r\nabc)"))
        .isEqualTo(append(Flags.NONE, Optional.empty(), 3, AppendSyntax.UTF8));
    assertThat(refusal("APPEND INBOX UTF8 ({3}\r\nabc)").getMessage())
        .isEqualTo("Expected a literal8 behind UTF8");
  }

  @Test
  void appendTakesOneFlagWithoutParenthesesAsCourierDoesAndNotSeveral() throws Exception {
    assertThat(parse("APPEND INBOX \\Draft {3}\r\nabc"))
        .isEqualTo(append(Flags.of(SystemFlag.DRAFT), Optional.empty(), 3, AppendSyntax.LITERAL));
    assertThat(refusal("APPEND INBOX \\Draft \\Seen {3}\r\nabc").kind())
        .isEqualTo(CommandRefusedException.Kind.BAD);
  }

  private static Command append(
      Flags flags, Optional<Instant> date, long size, AppendSyntax syntax) {
    return new Command.Append(
        MailboxName.INBOX, new Command.AppendMessage(flags, date, size, syntax));
  }

  @Test
  void fetchMacrosStandForTheirItems() throws Exception {
    assertThat(((Command.Fetch) parse("FETCH 1 full")).attributes())
        .containsExactly(Item.FLAGS, Item.INTERNALDATE, Item.RFC822_SIZE, Item.ENVELOPE, Item.BODY);
  }

  @Test
  void fetchSectionsCarryTheLabelOfTheResponse() throws Exception {
    assertThat(
            parse(
                "UID FETCH 1:*,7 (BODY[] BODY.PEEK[1.2.HEADER.FIELDS.NOT (to \"CC\")]<3.4>"
                    + " BODY[2.MIME] RFC822.HEADER BODYSTRUCTURE)"))
        .isEqualTo(
            new Command.Fetch(
                set(new Range(1, SequenceSet.STAR), new Range(7, 7)),
                List.of(
                    new FetchAttribute.Content(
                        "BODY[]", BodySection.WHOLE, Optional.empty(), false),
                    new FetchAttribute.Content(
                        "BODY[1.2.HEADER.FIELDS.NOT (to CC)]",
                        new BodySection(List.of(1, 2), Text.HEADER_FIELDS_NOT, List.of("to", "CC")),
                        Optional.of(new Partial(3, 4)),
                        true),
                    new FetchAttribute.Content(
                        "BODY[2.MIME]",
                        new BodySection(List.of(2), Text.MIME, List.of()),
                        Optional.empty(),
                        false),
                    new FetchAttribute.Content(
                        "RFC822.HEADER",
                        new BodySection(List.of(), Text.HEADER, List.of()),
                        Optional.empty(),
                        true),
                    Item.BODYSTRUCTURE),
                true));
  }

  @Test
  void storeChangesFlags() throws Exception {
    assertThat(parse("STORE 2:4 +FLAGS.SILENT (\\Deleted)"))
        .isEqualTo(
            new Command.Store(
                set(new Range(2, 4)),
                new FlagChange(FlagChange.Mode.ADD, Flags.of(SystemFlag.DELETED)),
                true,
                false));
    assertThat(parse("UID STORE 9 FLAGS \\Seen $Forwarded"))
        .isEqualTo(
            new Command.Store(
                set(new Range(9, 9)),
                new FlagChange(
                    FlagChange.Mode.REPLACE,
                    new Flags(Set.of(SystemFlag.SEEN), Set.of("$Forwarded"))),
                false,
                true));
  }

  @Test
  void searchKeysNest() throws Exception {
    assertThat(
            parse("SEARCH CHARSET ISO-8859-1 UNSEEN (OR FROM \"b\" NOT 1:3) SENTSINCE 1-Feb-2026"))
        .isEqualTo(
            search(
                true,
                new SearchKey.And(
                    List.of(
                        new SearchKey.Not(new SearchKey.Flagged(SystemFlag.SEEN)),
                        new SearchKey.Or(
                            new SearchKey.Header("FROM", "b"),
                            new SearchKey.Not(new SearchKey.Sequence(set(new Range(1, 3))))),
                        new SearchKey.Dated(
                            DateOf.HEADER, DateRelation.SINCE, LocalDate.of(2026, 2, 1))))));
  }

  private static Command.Search search(boolean charsetKnown, SearchKey key) {
    return new Command.Search(new SearchCriteria(charsetKnown, key), Optional.empty(), false);
  }

  @Test
  void searchTextsAreInTheGivenCharset() throws Exception {
    assertThat(parse("SEARCH CHARSET UTF-8 BODY {3}\r\nü!"))
        .isEqualTo(search(true, new SearchKey.Body("ü!")));
    assertThat(parse("SEARCH CHARSET X-NONE ALL"))
        .isEqualTo(search(false, new SearchKey.And(List.of())));
    assertThat(parse("SEARCH ALL")).isEqualTo(search(true, new SearchKey.And(List.of())));
  }

  @Test
  void aSearchMayChooseWhatItReturns() throws Exception {
    var all = new SearchCriteria(true, new SearchKey.And(List.of()));
    assertThat(parse("UID SEARCH RETURN (MIN SAVE min) ALL"))
        .isEqualTo(
            new Command.Search(
                all, Optional.of(Set.of(SearchReturn.MIN, SearchReturn.SAVE)), true));
    assertThat(parse("SEARCH RETURN () ALL"))
        .isEqualTo(new Command.Search(all, Optional.of(Set.of(SearchReturn.ALL)), false));
    assertThat(parse("SEARCH $,2:3 UID $"))
        .isEqualTo(
            search(
                true,
                new SearchKey.And(
                    List.of(
                        new SearchKey.Sequence(new SequenceSet(List.of(new Range(2, 3)), true)),
                        new SearchKey.Uid(new SequenceSet(List.of(), true))))));
  }

  @Test
  void sortAndThreadNameOrderAndCharset() throws Exception {
    var all = new SearchCriteria(true, new SearchKey.And(List.of()));
    assertThat(parse("SORT (REVERSE DATE SUBJECT) utf-8 ALL"))
        .isEqualTo(
            new Command.Sort(
                List.of(
                    new SortCriterion(SortCriterion.By.DATE, true),
                    new SortCriterion(SortCriterion.By.SUBJECT, false)),
                all,
                Optional.empty(),
                false));
    assertThat(parse("UID THREAD references \"US-ASCII\" ALL"))
        .isEqualTo(new Command.Thread(ThreadAlgorithm.REFERENCES, all, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SEARCH RETURN ALL",
        "SEARCH RETURN (MIN,MAX) ALL",
        "SEARCH RETURN (MEDIAN) ALL",
        "SEARCH RETURN (MIN)",
        "SEARCH $$",
        "SEARCH OLDER 0",
        "SEARCH YOUNGER x",
        "SORT () UTF-8 ALL",
        "SORT (REVERSE) UTF-8 ALL",
        "SORT (REVERSE REVERSE DATE) UTF-8 ALL",
        "SORT DATE UTF-8 ALL",
        "SORT (DATE) UTF-8",
        "THREAD JWZ UTF-8 ALL",
        "THREAD REFERENCES UTF-8",
      })
  void searchesThatAreNoneAreBad(String line) throws Exception {
    assertThat(refusal(line).kind()).isEqualTo(CommandRefusedException.Kind.BAD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "FROBNICATE",
        "NOOP now",
        "UID NOOP",
        "LOGIN alice",
        "LOGIN  alice secret",
        "LOGIN \"alice secret",
        "LOGIN \"a\\b\" secret",
        "FETCH 0 FLAGS",
        "FETCH 1:2:3 FLAGS",
        "FETCH , FLAGS",
        "FETCH 4294967296 FLAGS",
        "FETCH 1 (FLAGS",
        "FETCH 1 ()",
        "FETCH 1 FROBNICATE",
        "FETCH 1 BODY[MIME]",
        "FETCH 1 BODY[0]",
        "FETCH 1 BODY[HEADER.FIELDS ()]",
        "FETCH 1 BODY[HEADER.FIELDS (\"a b\")]",
        "FETCH 1 BODY[]<1.0>",
        "STORE 1 FROBNICATE (\\Seen)",
        "STORE 1 FLAGS (\\Frobnicated)",
        "SEARCH",
        "SEARCH NOT",
        "SEARCH (ALL",
        "SEARCH ON 31-Feb-2026",
        "SEARCH ON tomorrow",
        "STATUS INBOX ()",
        "STATUS INBOX (FROBNICATE)",
        "APPEND INBOX \"text\"",
        "APPEND INBOX \"32-Jan-2026 00:00:00 +0000\" {3}",
      })
  void whatTheGrammarDoesNotKnowIsBad(String text) {
    assertThat(refusal(text).kind()).isEqualTo(CommandRefusedException.Kind.BAD);
  }

  @Test
  void limitsAreKept() {
    String literal = "{" + (Tokens.MAX_ARGUMENT + 1) + "}";
    assertThat(refusal("LOGIN " + literal)).hasMessage("A literal is too long");
    String nested = "SEARCH " + "NOT ".repeat(SearchParser.MAX_DEPTH + 1) + "ALL";
    assertThat(refusal(nested)).hasMessage("Search keys nest too deep");
    String keys = "SEARCH ALL" + " ALL".repeat(SearchParser.MAX_KEYS);
    assertThat(refusal(keys)).hasMessage("SEARCH takes at most 1000 keys");
    String items = "FETCH 1 (UID" + " UID".repeat(FetchParser.MAX_ATTRIBUTES) + ")";
    assertThat(refusal(items)).hasMessage("FETCH takes at most 256 items");
    String deep = "1." + "1.".repeat(FetchParser.MAX_PART_DEPTH);
    assertThat(refusal("FETCH 1 BODY[" + deep + "1]")).hasMessage("A part lies too deep");
  }

  @Test
  void theArgumentsOfOneCommandAreLimitedTogether() {
    var text = new StringBuilder("SEARCH");
    for (int size = 0; size <= Tokens.MAX_ARGUMENTS; size += 16_000) {
      text.append(" BODY {16000+}\r\n").append("x".repeat(16_000));
    }
    assertThat(refusal(text.toString())).hasMessage("A literal is too long");
  }

  @Test
  void theTagIsKnownWhenTheRestIsNot() {
    var parser = parser("a7 FROBNICATE");
    catchThrowableOfType(CommandRefusedException.class, parser::command);
    assertThat(parser.tag()).isEqualTo("a7");
    assertThat(parser.name()).isEqualTo("unknown");
  }

  @Test
  void withoutATagTheAnswerIsUntagged() {
    var parser = parser("+");
    catchThrowableOfType(CommandRefusedException.class, parser::command);
    assertThat(parser.tag()).isEqualTo("*");
  }

  private static CommandParser parser(String line) {
    return new CommandParser(new ScriptedInput(line), Enabled.NOTHING);
  }
}
