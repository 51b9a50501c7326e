package dev.postroom.imap.message;

import dev.postroom.imap.mailbox.MessageContent;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * What the text keys of SEARCH ask of a message (RFC 3501 section 6.4.4): whether a text occurs in
 * it, compared by {@link UnicodeCasemap}, after encoded words, transfer encodings and charsets are
 * decoded. Of a body, texts are searched and messages in messages; pictures and the like are not. A
 * text that is broken by the folding of a header line is found, one that is broken by a line end of
 * the body is not.
 */
public final class TextSearch {

  private final MessageContent content;
  private final MimeMessage message;

  TextSearch(MessageContent content, MimeMessage message) {
    this.content = content;
    this.message = message;
  }

  /**
   * Whether a field of this name in the message's header contains the text; with an empty text,
   * whether there is such a field. This is also FROM, TO, CC, BCC and SUBJECT.
   */
  public boolean header(String name, String text) throws IOException {
    var wanted = new WantedText(text);
    return message.header(List.of(name)).all(name).stream()
        .anyMatch(body -> wanted.occursIn(EncodedWords.decode(body)));
  }

  /** BODY: whether the text occurs in the body. */
  public boolean body(String text) throws IOException {
    return occursInBody(new WantedText(text));
  }

  /** TEXT: whether the text occurs in the header or in the body. */
  public boolean text(String text) throws IOException {
    var wanted = new WantedText(text);
    return occursInHeader(message.header(), field -> true, wanted) || occursInBody(wanted);
  }

  /**
   * The date of the Date field, its time and zone disregarded, for SENTBEFORE and the like; empty
   * where there is none that can be read.
   */
  public Optional<LocalDate> sentDate() throws IOException {
    return message.header(List.of("Date")).first("Date").flatMap(SentDate::parse);
  }

  /** Of a message of one part the header tells enough; to find the parts of others takes a pass. */
  private boolean occursInBody(WantedText wanted) throws IOException {
    Header header = message.header(List.of("Content-Type", "Content-Transfer-Encoding"));
    MediaType type =
        header.first("Content-Type").flatMap(MediaType::contentType).orElse(MediaType.TEXT_PLAIN);
    return switch (type.type()) {
      case "MULTIPART", "MESSAGE" -> occursInBody(parts(), wanted);
      case "TEXT" -> occursInText(header, type, message.bodyStart(), OptionalLong.empty(), wanted);
      default -> false;
    };
  }

  /** What a digest has of the parts is enough, unless one is a message with a header of its own. */
  private Part parts() throws IOException {
    Part outline = message.outline();
    return hasMessage(outline) ? message.structure() : outline;
  }

  private static boolean hasMessage(Part part) {
    return part.message().isPresent() || part.children().stream().anyMatch(TextSearch::hasMessage);
  }

  /**
   * Of a message inside the whole header is looked at, of any other part only what a digest has of
   * it, so that it does not matter whether there is one.
   */
  private boolean occursInBody(Part part, WantedText wanted) throws IOException {
    Predicate<Header.Field> isLookedAt =
        part.message().isPresent() ? field -> true : field -> Digest.FIELDS.contains(field.name());
    for (Part child : inside(part)) {
      if (occursInHeader(child.header(), isLookedAt, wanted) || occursInBody(child, wanted)) {
        return true;
      }
    }
    return isText(part)
        && occursInText(
            part.header(), part.type(), part.bodyStart(), OptionalLong.of(part.octets()), wanted);
  }

  /** A report of delivery and its like (RFC 3464) are read by people too. */
  private static boolean isText(Part part) {
    return switch (part.type().type()) {
      case "TEXT" -> true;
      case "MESSAGE" -> part.message().isEmpty();
      default -> false;
    };
  }

  private static List<Part> inside(Part part) {
    return part.message().map(List::of).orElse(part.children());
  }

  private static boolean occursInHeader(
      Header header, Predicate<Header.Field> isLookedAt, WantedText wanted) {
    return header.fields().stream()
        .filter(isLookedAt)
        .anyMatch(
            field -> wanted.occursIn(field.name() + ": " + EncodedWords.decode(field.body())));
  }

  /** Looks at so many octets from {@code start} on, or at all. */
  private boolean occursInText(
      Header header, MediaType type, long start, OptionalLong octets, WantedText wanted)
      throws IOException {
    try (InputStream decoded = BodyText.open(content, header, start, octets)) {
      return wanted.occursIn(decoded, BodyText.charset(type));
    }
  }
}
