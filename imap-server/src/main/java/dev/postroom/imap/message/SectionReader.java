package dev.postroom.imap.message;

import dev.postroom.imap.mailbox.MessageContent;
import dev.postroom.imap.message.BodySection.Partial;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the bytes of a section (RFC 3501 section 6.4.5) and opens a stream on them. */
final class SectionReader {

  private final MessageContent content;
  private final MimeMessage message;

  SectionReader(MessageContent content, MimeMessage message) {
    this.content = content;
    this.message = message;
  }

  Optional<SectionContent> read(BodySection section, Optional<Partial> partial) throws IOException {
    return switch (section.text()) {
      case HEADER_FIELDS, HEADER_FIELDS_NOT -> {
        Optional<Header> header =
            section.text() == BodySection.Text.HEADER_FIELDS
                ? header(section.part(), section.fields())
                : header(section.part());
        yield header.isEmpty()
            ? Optional.empty()
            : Optional.of(selected(header.get(), section, partial));
      }
      default -> {
        Optional<Range> range = range(section);
        yield range.isEmpty() ? Optional.empty() : Optional.of(open(range.get().part(partial)));
      }
    };
  }

  /** The header of a message with all its fields. */
  private Optional<Header> header(List<Integer> path) throws IOException {
    return path.isEmpty()
        ? Optional.of(message.header())
        : part(message.structure(), path).flatMap(Part::message).map(Part::header);
  }

  /** The header of a message with all its fields of these names. */
  private Optional<Header> header(List<Integer> path, List<String> names) throws IOException {
    if (path.isEmpty()) {
      return Optional.of(message.header(names));
    }
    return Digest.FIELDS.containsAll(names)
        ? part(path).flatMap(Part::message).map(Part::header)
        : header(path);
  }

  private Optional<Range> range(BodySection section) throws IOException {
    if (section.part().isEmpty()) {
      return Optional.of(rangeOfWhole(section.text()));
    }
    Optional<Part> part = part(section.part());
    return switch (section.text()) {
      case ALL -> part.map(p -> new Range(p.bodyStart(), p.end()));
      case MIME -> part.map(p -> new Range(p.headerStart(), p.bodyStart()));
      case HEADER ->
          part.flatMap(Part::message).map(m -> new Range(m.headerStart(), m.bodyStart()));
      default -> part.flatMap(Part::message).map(m -> new Range(m.bodyStart(), m.end()));
    };
  }

  private Range rangeOfWhole(BodySection.Text text) throws IOException {
    return switch (text) {
      case HEADER, MIME -> new Range(0, message.bodyStart());
      case TEXT -> new Range(message.bodyStart(), content.size());
      default -> new Range(0, content.size());
    };
  }

  /**
   * The part that part numbers lead to. A message whose body is not a multipart has one part, its
   * body. Its header may have no more than {@link Digest#FIELDS}.
   */
  Optional<Part> part(List<Integer> path) throws IOException {
    return part(message.outline(), path);
  }

  private static Optional<Part> part(Part root, List<Integer> path) {
    Optional<Part> reached = childOfMessage(root, path.getFirst());
    for (int number : path.subList(1, path.size())) {
      reached = reached.flatMap(part -> childOfPart(part, number));
    }
    return reached;
  }

  private static Optional<Part> childOfMessage(Part message, int number) {
    if (message.isMultipart()) {
      return child(message, number);
    }
    return number == 1 ? Optional.of(message) : Optional.empty();
  }

  private static Optional<Part> childOfPart(Part part, int number) {
    return part.message().isPresent()
        ? childOfMessage(part.message().get(), number)
        : child(part, number);
  }

  private static Optional<Part> child(Part multipart, int number) {
    List<Part> children = multipart.children();
    return number >= 1 && number <= children.size()
        ? Optional.of(children.get(number - 1))
        : Optional.empty();
  }

  /** The fields asked for as they are, and the empty line that always follows them. */
  private static SectionContent selected(
      Header header, BodySection section, Optional<Partial> partial) {
    boolean wanted = section.text() == BodySection.Text.HEADER_FIELDS;
    String text =
        header.fields().stream()
                .filter(
                    field ->
                        section.fields().stream().anyMatch(field.name()::equalsIgnoreCase)
                            == wanted)
                .map(Header.Field::raw)
                .collect(Collectors.joining())
            + "\r\n";
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    Range range = new Range(0, bytes.length).part(partial);
    return new SectionContent(
        new ByteArrayInputStream(bytes, (int) range.start(), (int) range.length()), range.length());
  }

  private SectionContent open(Range range) throws IOException {
    InputStream whole = content.open();
    try {
      whole.skipNBytes(range.start());
      return new SectionContent(new BoundedInputStream(whole, range.length()), range.length());
    } catch (IOException e) {
      whole.close();
      throw e;
    }
  }

  /** Bytes from {@code start} to before {@code end} of the CRLF form. */
  private record Range(long start, long end) {

    long length() {
      return end - start;
    }

    Range part(Optional<Partial> partial) {
      if (partial.isEmpty()) {
        return this;
      }
      long from = Math.min(partial.get().offset(), length());
      long most = Math.min(partial.get().length(), length() - from);
      return new Range(start + from, start + from + most);
    }
  }
}
