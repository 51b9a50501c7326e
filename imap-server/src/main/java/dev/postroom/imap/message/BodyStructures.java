package dev.postroom.imap.message;

import dev.postroom.imap.message.BodyStructure.Basic;
import dev.postroom.imap.message.BodyStructure.Extension;
import dev.postroom.imap.message.BodyStructure.Fields;
import dev.postroom.imap.message.BodyStructure.Message;
import dev.postroom.imap.message.BodyStructure.Multipart;
import dev.postroom.imap.message.BodyStructure.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells a tree of parts as a BODYSTRUCTURE. Recursion is bounded by the scanner's nesting limit.
 */
final class BodyStructures {

  private static final Pattern COMMENT = Pattern.compile("\\([^()]*\\)");

  private BodyStructures() {}

  static BodyStructure of(Part part) {
    MediaType type = part.type();
    if (part.isMultipart()) {
      return new Multipart(
          part.children().stream().map(BodyStructures::of).toList(),
          type.subtype(),
          type.parameters(),
          extension(part.header()));
    }
    if (part.message().isPresent()) {
      Part inner = part.message().get();
      return new Message(fields(part), Envelopes.of(inner.header()), of(inner), part.lines());
    }
    return type.type().equals("TEXT")
        ? new Text(fields(part), part.lines())
        : new Basic(fields(part));
  }

  /** The Content-Transfer-Encoding in upper case, {@code 7BIT} where there is none to be read. */
  static String encoding(Header header) {
    return header
        .first("Content-Transfer-Encoding")
        .map(value -> firstWord(value.replace("\"", "")))
        .filter(word -> !word.isEmpty())
        .orElse("7BIT");
  }

  private static Fields fields(Part part) {
    Header header = part.header();
    return new Fields(
        part.type().type(),
        part.type().subtype(),
        part.type().parameters(),
        header.first("Content-ID"),
        header.first("Content-Description"),
        encoding(header),
        part.octets(),
        header.first("Content-MD5"),
        extension(header));
  }

  private static Extension extension(Header header) {
    return new Extension(
        header.first("Content-Disposition").flatMap(MediaType::disposition),
        header.first("Content-Language").map(BodyStructures::tags).orElse(List.of()),
        header.first("Content-Location").filter(location -> !location.isEmpty()));
  }

  private static List<String> tags(String languages) {
    return Arrays.stream(COMMENT.matcher(languages).replaceAll("").split(","))
        .map(String::strip)
        .filter(tag -> !tag.isEmpty())
        .toList();
  }

  private static String firstWord(String text) {
    int end = 0;
    while (end < text.length() && " \t;(".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(0, end).toUpperCase(Locale.ROOT);
  }
}
