package dev.postroom.imap.command;

import static dev.postroom.imap.command.CommandRefusedException.bad;

import dev.postroom.imap.mailbox.StatusItem;
import java.util.ArrayList;
import java.util.List;

/** {@code "(" status-att *(SP status-att) ")"} (RFC 3501 section 9), in STATUS and in LIST. */
final class StatusParser {

  private StatusParser() {}

  static List<StatusItem> items(Tokens tokens) throws CommandRefusedException {
    tokens.expect('(');
    var items = new ArrayList<StatusItem>();
    do {
      items.add(item(tokens));
    } while (tokens.accept(' '));
    tokens.expect(')');
    return items;
  }

  private static StatusItem item(Tokens tokens) throws CommandRefusedException {
    String item = tokens.word();
    try {
      return StatusItem.valueOf(item);
    } catch (IllegalArgumentException e) {
      throw bad("STATUS knows no " + item);
    }
  }
}
