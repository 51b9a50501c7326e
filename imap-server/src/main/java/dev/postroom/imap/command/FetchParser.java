package dev.postroom.imap.command;

import static dev.postroom.imap.command.CommandRefusedException.bad;

import dev.postroom.imap.command.FetchAttribute.Binary;
import dev.postroom.imap.command.FetchAttribute.BinarySize;
import dev.postroom.imap.command.FetchAttribute.Content;
import dev.postroom.imap.command.FetchAttribute.Item;
import dev.postroom.imap.message.BodySection;
import dev.postroom.imap.message.BodySection.Partial;
import dev.postroom.imap.message.BodySection.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The arguments of FETCH behind its sequence set: macros, {@code fetch-att}, {@code section}. */
final class FetchParser {

  /** The deepest part that can be asked for; deeper ones are not looked into either. */
  static final int MAX_PART_DEPTH = 100;

  /** The most items of one FETCH: each opens the message's file once. */
  static final int MAX_ATTRIBUTES = 256;

  private final Tokens tokens;

  FetchParser(Tokens tokens) {
    this.tokens = tokens;
  }

  /** {@code "ALL" / "FULL" / "FAST" / fetch-att / "(" fetch-att *(SP fetch-att) ")"}. */
  List<FetchAttribute> fetchAttributes() throws IOException, CommandRefusedException {
    if (tokens.acceptWord("ALL")) {
      return List.of(Item.FLAGS, Item.INTERNALDATE, Item.RFC822_SIZE, Item.ENVELOPE);
    }
    if (tokens.acceptWord("FAST")) {
      return List.of(Item.FLAGS, Item.INTERNALDATE, Item.RFC822_SIZE);
    }
    if (tokens.acceptWord("FULL")) {
      return List.of(Item.FLAGS, Item.INTERNALDATE, Item.RFC822_SIZE, Item.ENVELOPE, Item.BODY);
    }
    if (!tokens.accept('(')) {
      return List.of(fetchAtt());
    }
    var attributes = new ArrayList<FetchAttribute>();
    do {
      attributes.add(fetchAtt());
      if (attributes.size() > MAX_ATTRIBUTES) {
        throw bad("FETCH takes at most " + MAX_ATTRIBUTES + " items");
      }
    } while (tokens.accept(' '));
    tokens.expect(')');
    return attributes;
  }

  private FetchAttribute fetchAtt() throws IOException, CommandRefusedException {
    String name = tokens.dottedWord();
    return switch (name) {
      case "ENVELOPE" -> Item.ENVELOPE;
      case "FLAGS" -> Item.FLAGS;
      case "INTERNALDATE" -> Item.INTERNALDATE;
      case "UID" -> Item.UID;
      case "BODYSTRUCTURE" -> Item.BODYSTRUCTURE;
      case "RFC822.SIZE" -> Item.RFC822_SIZE;
      case "RFC822" -> old(name, Text.ALL, false);
      case "RFC822.HEADER" -> old(name, Text.HEADER, true);
      case "RFC822.TEXT" -> old(name, Text.TEXT, false);
      case "BODY" -> tokens.peek() == '[' ? content(false) : Item.BODY;
      case "BODY.PEEK" -> content(true);
      case "BINARY" -> binary(false);
      case "BINARY.PEEK" -> binary(true);
      case "BINARY.SIZE" -> {
        List<Integer> part = sectionBinary();
        yield new BinarySize("BINARY.SIZE[" + numbers(part) + "]", part);
      }
      case "MODSEQ" -> Item.MODSEQ;
      case "SAVEDATE" -> Item.SAVEDATE;
      case "EMAILID" -> Item.EMAILID;
      case "THREADID" -> Item.THREADID;
      case "PREVIEW" -> preview();
      default -> throw bad("FETCH knows no " + name);
    };
  }

  /** {@code "PREVIEW" [SP "(" preview-mod *(SP preview-mod) ")"]} (RFC 8970 section 6). */
  private FetchAttribute.Preview preview() throws CommandRefusedException {
    // Another parenthesis may begin the modifiers of FETCH.
    if (!tokens.acceptText(" (LAZY")) {
      return new FetchAttribute.Preview(false);
    }
    while (tokens.acceptText(" LAZY")) {}
    tokens.expect(')');
    return new FetchAttribute.Preview(true);
  }

  private static Content old(String name, Text text, boolean peek) {
    return new Content(name, new BodySection(List.of(), text, List.of()), Optional.empty(), peek);
  }

  private Content content(boolean peek) throws IOException, CommandRefusedException {
    tokens.expect('[');
    BodySection section = section();
    tokens.expect(']');
    return new Content("BODY[" + label(section) + "]", section, partial(), peek);
  }

  private Binary binary(boolean peek) throws CommandRefusedException {
    List<Integer> part = sectionBinary();
    return new Binary("BINARY[" + numbers(part) + "]", part, partial(), peek);
  }

  /** {@code section-binary = "[" [section-part] "]"} (RFC 3516 section 7). */
  private List<Integer> sectionBinary() throws CommandRefusedException {
    tokens.expect('[');
    var part = new ArrayList<Integer>();
    if (tokens.peek() != ']') {
      do {
        addPartNumber(part);
      } while (tokens.accept('.'));
    }
    tokens.expect(']');
    return part;
  }

  private void addPartNumber(List<Integer> part) throws CommandRefusedException {
    part.add(partNumber());
    if (part.size() > MAX_PART_DEPTH) {
      throw bad("A part lies too deep");
    }
  }

  private Optional<Partial> partial() throws CommandRefusedException {
    if (!tokens.accept('<')) {
      return Optional.empty();
    }
    long origin = tokens.number64();
    tokens.expect('.');
    long length = tokens.nzNumber64();
    tokens.expect('>');
    return Optional.of(new Partial(origin, length));
  }

  /** {@code section-spec}, between the brackets. */
  private BodySection section() throws IOException, CommandRefusedException {
    if (tokens.peek() == ']') {
      return BodySection.WHOLE;
    }
    var part = new ArrayList<Integer>();
    while (Tokens.isDigit(tokens.peek())) {
      addPartNumber(part);
      if (!tokens.accept('.')) {
        return new BodySection(part, Text.ALL, List.of());
      }
    }
    String name = tokens.dottedWord();
    return switch (name) {
      case "HEADER" -> new BodySection(part, Text.HEADER, List.of());
      case "TEXT" -> new BodySection(part, Text.TEXT, List.of());
      case "HEADER.FIELDS" -> new BodySection(part, Text.HEADER_FIELDS, headerList());
      case "HEADER.FIELDS.NOT" -> new BodySection(part, Text.HEADER_FIELDS_NOT, headerList());
      case "MIME" -> {
        if (part.isEmpty()) {
          throw bad("MIME needs a part number");
        }
        yield new BodySection(part, Text.MIME, List.of());
      }
      default -> throw bad("There is no section " + name);
    };
  }

  private int partNumber() throws CommandRefusedException {
    long number = tokens.nzNumber();
    if (number > Integer.MAX_VALUE) {
      throw bad("A part number is too large");
    }
    return (int) number;
  }

  private List<String> headerList() throws IOException, CommandRefusedException {
    tokens.sp();
    tokens.expect('(');
    var fields = new ArrayList<String>();
    do {
      fields.add(headerFieldName());
    } while (tokens.accept(' '));
    tokens.expect(')');
    return fields;
  }

  /** {@code header-fld-name}; only printable ASCII, for it comes back in the response's label. */
  private String headerFieldName() throws IOException, CommandRefusedException {
    String name = new String(tokens.astring(), StandardCharsets.ISO_8859_1);
    if (name.isEmpty() || !name.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != ':')) {
      throw bad("A header field has a name of printable ASCII without a colon");
    }
    return name;
  }

  private static String numbers(List<Integer> part) {
    return part.stream().map(String::valueOf).collect(Collectors.joining("."));
  }

  private static String label(BodySection section) {
    var label = new StringBuilder(numbers(section.part()));
    if (section.text() != Text.ALL) {
      label.append(label.isEmpty() ? "" : ".").append(section.text().name().replace('_', '.'));
    }
    if (!section.fields().isEmpty()) {
      label.append(" (");
      for (int i = 0; i < section.fields().size(); i++) {
        label.append(i == 0 ? "" : " ").append(astring(section.fields().get(i)));
      }
      label.append(')');
    }
    return label.toString();
  }

  /** The name as the client wrote it, for some look for just that in the response. */
  private static String astring(String field) {
    boolean special = field.chars().anyMatch(c -> "(){%*\"\\".indexOf(c) >= 0);
    return special ? '"' + field.replace("\\", "\\\\").replace("\"", "\\\"") + '"' : field;
  }
}
