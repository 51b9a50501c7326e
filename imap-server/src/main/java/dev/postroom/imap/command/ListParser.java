package dev.postroom.imap.command;

import static dev.postroom.imap.command.CommandRefusedException.bad;
import static dev.postroom.imap.command.CommandRefusedException.no;

import dev.postroom.imap.command.Command.ListReturn;
import dev.postroom.imap.command.Command.ListSelection;
import dev.postroom.imap.mailbox.StatusItem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The arguments of LIST (RFC 5258 section 6, with the options of RFC 5819 and RFC 6154):
 *
 * <pre>
 * list            = "LIST" [SP select-opts] SP mailbox SP mbox-or-pat [SP "RETURN" SP return-opts]
 * select-opts     = "(" [select-opt *(SP select-opt)] ")"
 * select-opt      = "SUBSCRIBED" / "REMOTE" / "RECURSIVEMATCH" / "SPECIAL-USE"
 * mbox-or-pat     = list-mailbox / "(" list-mailbox *(SP list-mailbox) ")"
 * return-opts     = "(" [return-opt *(SP return-opt)] ")"
 * return-opt      = "SUBSCRIBED" / "CHILDREN" / "SPECIAL-USE" / "MYRIGHTS" / "STATUS" SP status-items
 * </pre>
 */
final class ListParser {

  /** Each pattern is tried on each name. */
  static final int MAX_PATTERNS = 20;

  private final Tokens tokens;
  private final Set<ListSelection> selection = EnumSet.noneOf(ListSelection.class);
  private final Set<ListReturn> returned = EnumSet.noneOf(ListReturn.class);
  private List<StatusItem> status = List.of();
  private boolean extended;

  ListParser(Tokens tokens) {
    this.tokens = tokens;
  }

  Command list() throws IOException, CommandRefusedException {
    if (tokens.peek() == '(') {
      extended = true;
      options(this::selectionOption);
      checkSelection();
      tokens.sp();
    }
    String reference = MailboxNameParser.text(tokens);
    tokens.sp();
    List<String> patterns = patterns();
    if (tokens.accept(' ') && !tokens.atEnd()) {
      if (!tokens.acceptWord("RETURN")) {
        throw bad("Expected RETURN or the end of the command");
      }
      extended = true;
      tokens.sp();
      options(this::returnOption);
    }
    return new Command.ListMailboxes(reference, patterns, selection, returned, status, extended);
  }

  /** Takes one option of a list of them. */
  private interface Option {
    void read() throws CommandRefusedException;
  }

  private void options(Option option) throws CommandRefusedException {
    tokens.expect('(');
    if (tokens.accept(')')) {
      return;
    }
    do {
      option.read();
    } while (tokens.accept(' '));
    tokens.expect(')');
  }

  private void selectionOption() throws CommandRefusedException {
    String option = tokens.word();
    selection.add(
        switch (option) {
          case "SUBSCRIBED" -> ListSelection.SUBSCRIBED;
          case "REMOTE" -> ListSelection.REMOTE;
          case "RECURSIVEMATCH" -> ListSelection.RECURSIVEMATCH;
          case "SPECIAL-USE" -> ListSelection.SPECIAL_USE;
          default -> throw bad("LIST selects by no " + option);
        });
  }

  /** RECURSIVEMATCH only says something about other options (section 3.1). */
  private void checkSelection() throws CommandRefusedException {
    if (selection.contains(ListSelection.RECURSIVEMATCH)
        && !selection.contains(ListSelection.SUBSCRIBED)
        && !selection.contains(ListSelection.SPECIAL_USE)) {
      throw bad("RECURSIVEMATCH needs SUBSCRIBED or SPECIAL-USE beside it");
    }
  }

  private void returnOption() throws CommandRefusedException {
    String option = tokens.word();
    switch (option) {
      case "SUBSCRIBED" -> returned.add(ListReturn.SUBSCRIBED);
      case "CHILDREN" -> returned.add(ListReturn.CHILDREN);
      case "SPECIAL-USE" -> returned.add(ListReturn.SPECIAL_USE);
      case "MYRIGHTS" -> returned.add(ListReturn.MYRIGHTS);
      case "STATUS" -> {
        tokens.sp();
        status = StatusParser.items(tokens);
      }
      default -> throw bad("LIST returns no " + option);
    }
  }

  private List<String> patterns() throws IOException, CommandRefusedException {
    if (!tokens.accept('(')) {
      return List.of(MailboxNameParser.pattern(tokens));
    }
    extended = true;
    var patterns = new ArrayList<String>();
    do {
      if (patterns.size() == MAX_PATTERNS) {
        throw no("[LIMIT] LIST takes at most " + MAX_PATTERNS + " patterns.");
      }
      patterns.add(MailboxNameParser.pattern(tokens));
    } while (tokens.accept(' '));
    tokens.expect(')');
    return patterns;
  }
}
