package dev.postroom.imap.command;

import static dev.postroom.imap.command.CommandRefusedException.bad;

import dev.postroom.imap.command.Command.IdField;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code id_params_list = "(" *(string SPACE nstring) ")" / nil} (RFC 2971 section 4). */
final class IdParser {

  /** The limits of RFC 2971 section 3.3; lengths in bytes. */
  static final int MAX_FIELDS = 30;

  static final int MAX_NAME = 30;
  static final int MAX_VALUE = 1024;

  private static final String NIL = "NIL";

  private final Tokens tokens;

  IdParser(Tokens tokens) {
    this.tokens = tokens;
  }

  List<IdField> fields() throws IOException, CommandRefusedException {
    var fields = new ArrayList<IdField>();
    if (tokens.acceptWord(NIL)) {
      return fields;
    }
    tokens.expect('(');
    if (tokens.accept(')')) {
      return fields;
    }
    do {
      if (fields.size() == MAX_FIELDS) {
        throw bad("ID takes at most " + MAX_FIELDS + " fields");
      }
      fields.add(field());
    } while (tokens.accept(' '));
    tokens.expect(')');
    return fields;
  }

  private IdField field() throws IOException, CommandRefusedException {
    String name = text("name", MAX_NAME);
    tokens.sp();
    return new IdField(
        name, tokens.acceptWord(NIL) ? Optional.empty() : Optional.of(text("value", MAX_VALUE)));
  }

  private String text(String what, int longest) throws IOException, CommandRefusedException {
    byte[] bytes = tokens.string();
    if (bytes.length > longest) {
      throw bad("The %s of an ID field has at most %d bytes".formatted(what, longest));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
