package dev.postroom.imap.message;

import dev.postroom.imap.mailbox.MessageContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds what of a message's text a list of messages may show (RFC 8970): of the first part that
 * says something and is no attachment, of alternatives the plain one first. What is encrypted, or
 * has no text, has none. Neither what is read nor what is kept of it grows with the message, once
 * its parts are known.
 */
final class Previews {

  /** So many characters of a plain text are looked at; one that begins later has no preview. */
  static final int MAX_PLAIN_CHARS = 4 * 1024;

  /** The same of HTML, before whose text much else may stand. */
  static final int MAX_HTML_CHARS = 64 * 1024;

  /**
   * So many octets are read for each of these characters: what is encoded may stand for fewer, or
   * for nothing at all.
   */
  static final int MAX_OCTETS_PER_CHAR = 4;

  /** What half an encoded character becomes, where the reading ends within it. */
  private static final int MAX_HALF_CHARS = 4;

  /** So many parts are opened. */
  static final int MAX_PARTS = 4;

  /** What OpenPGP has in place of a text (RFC 9580 section 6.2). */
  private static final String ENCRYPTED = "-----BEGIN PGP MESSAGE-----";

  private final MessageContent content;
  private final MimeMessage message;

  Previews(MessageContent content, MimeMessage message) {
    this.content = content;
    this.message = message;
  }

  /** As {@link MimeMessage#preview}. */
  Optional<String> of(boolean lazy) throws IOException {
    Header header = message.header(List.of("Content-Type", "Content-Transfer-Encoding"));
    MediaType type =
        header.first("Content-Type").flatMap(MediaType::contentType).orElse(MediaType.TEXT_PLAIN);
    return switch (type.type()) {
      case "MULTIPART", "MESSAGE" ->
          lazy && !message.knowsOutline()
              ? Optional.empty()
              : Optional.of(firstOf(texts(message.outline())));
      case "TEXT" -> Optional.of(text(header, type, message.bodyStart(), OptionalLong.empty()));
      default -> Optional.of("");
    };
  }

  private String firstOf(List<Part> parts) throws IOException {
    for (Part part : parts.subList(0, Math.min(parts.size(), MAX_PARTS))) {
      String text =
          text(part.header(), part.type(), part.bodyStart(), OptionalLong.of(part.octets()));
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  /** The parts that are text, the one to be shown rather than another before it. */
  private static List<Part> texts(Part part) {
    if (isAttachment(part)) {
      return List.of();
    }
    var texts = new ArrayList<Part>();
    for (Part inside : part.message().map(List::of).orElse(part.children())) {
      texts.addAll(texts(inside));
    }
    if (part.type().is("MULTIPART", "ALTERNATIVE")) {
      texts.sort(Comparator.comparing(text -> !isPlain(text.type())));
    }
    if (isPlain(part.type()) || isHtml(part.type())) {
      texts.add(part);
    }
    return texts;
  }

  private static boolean isAttachment(Part part) {
    return part.header()
        .first("Content-Disposition")
        .flatMap(MediaType::disposition)
        .filter(disposition -> disposition.type().equals("ATTACHMENT"))
        .isPresent();
  }

  private static boolean isPlain(MediaType type) {
    return type.is("TEXT", "PLAIN");
  }

  private static boolean isHtml(MediaType type) {
    return type.is("TEXT", "HTML");
  }

  private String text(Header header, MediaType type, long start, OptionalLong octets)
      throws IOException {
    if (!isPlain(type) && !isHtml(type)) {
      return "";
    }
    var preview = new PreviewText();
    char[] read = new char[isHtml(type) ? MAX_HTML_CHARS : MAX_PLAIN_CHARS];
    int most = read.length * MAX_OCTETS_PER_CHAR;
    byte[] encoded;
    try (InputStream body = BodyText.encoded(content, start, octets)) {
      encoded = body.readNBytes(most);
    }
    InputStream decoded = BodyText.decoded(header, new ByteArrayInputStream(encoded));
    int length;
    try (Reader reader = new InputStreamReader(decoded, BodyText.charset(type))) {
      length = fill(reader, read);
    }
    if (encoded.length == most) {
      length = Math.max(0, length - MAX_HALF_CHARS);
    }
    String text = new String(read, 0, length);
    (isHtml(type) ? new HtmlText(text).text() : text)
        .codePoints()
        .takeWhile(c -> !preview.isFull())
        .forEach(preview::add);
    String shown = preview.toString();
    return shown.startsWith(ENCRYPTED) ? "" : shown;
  }

  private static int fill(Reader reader, char[] target) throws IOException {
    int length = 0;
    int read;
    while (length < target.length
        && (read = reader.read(target, length, target.length - length)) >= 0) {
      length += read;
    }
    return length;
  }
}
