package dev.postroom.imap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postroom.imap.command.Command.ListReturn;
import dev.postroom.imap.command.Command.ListSelection;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.SpecialUse;
import dev.postroom.imap.mailbox.StatusItem;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** LIST and CREATE with their options. */
class ListParserTest {

  private static Command parse(String text) throws Exception {
    return parser(text).command().command();
  }

  private static CommandParser parser(String text) {
    return new CommandParser(new ScriptedInput("a " + text), Enabled.NOTHING);
  }

  @Test
  void optionsAndPatternsAreRead() throws Exception {
    assertThat(
            parse(
                "list (subscribed RECURSIVEMATCH REMOTE) \"\" (INBOX.% \"INBOX.a b*\") return"
                    + " (CHILDREN STATUS (MESSAGES SIZE) special-use SUBSCRIBED)"))
        .isEqualTo(
            new Command.ListMailboxes(
                "",
                List.of("INBOX.%", "INBOX.a b*"),
                Set.of(
                    ListSelection.SUBSCRIBED, ListSelection.RECURSIVEMATCH, ListSelection.REMOTE),
                Set.of(ListReturn.CHILDREN, ListReturn.SPECIAL_USE, ListReturn.SUBSCRIBED),
                List.of(StatusItem.MESSAGES, StatusItem.SIZE),
                true));
  }

  @Test
  void emptyOptionsAreExtendedSyntaxAllTheSame() throws Exception {
    assertThat(parse("LIST () \"\" * RETURN ()"))
        .isEqualTo(
            new Command.ListMailboxes("", List.of("*"), Set.of(), Set.of(), List.of(), true));
  }

  @Test
  void createTakesSpecialUses() throws Exception {
    assertThat(parse("CREATE INBOX.x (USE (\\sent \\Drafts))"))
        .isEqualTo(
            new Command.Create(
                new MailboxName("INBOX.x"), Set.of(SpecialUse.SENT, SpecialUse.DRAFTS)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LIST (RECURSIVEMATCH) \"\" * | RECURSIVEMATCH needs SUBSCRIBED or SPECIAL-USE beside it",
        "LIST (UNREAD) \"\" * | LIST selects by no UNREAD",
        "LIST \"\" * RETURN (COLOUR) | LIST returns no COLOUR",
        "LIST \"\" * CHILDREN | Expected RETURN or the end of the command",
        "LIST \"\" * RETURN (STATUS (MOON)) | STATUS knows no MOON",
        "LIST \"\" () | Expected a string at character 12",
        "CREATE INBOX.x (FOR (\\Sent)) | CREATE knows only USE",
        "CREATE INBOX.x (USE (\\Spam)) | [USEATTR] There is no special use \\Spam.",
      })
  void whatIsNotUnderstoodIsNamed(String text, String answer) {
    assertThat(catchThrowableOfType(CommandRefusedException.class, parser(text)::command))
        .hasMessage(answer);
  }

  @Test
  void moreThanTwentyPatternsAreRefused() {
    String text = "LIST \"\" (a" + " a".repeat(ListParser.MAX_PATTERNS) + ")";
    assertThat(catchThrowableOfType(CommandRefusedException.class, parser(text)::command))
        .hasMessage("[LIMIT] LIST takes at most 20 patterns.");
  }
}
