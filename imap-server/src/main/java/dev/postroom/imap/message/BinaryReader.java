package dev.postroom.imap.message;

import dev.postroom.imap.mailbox.MessageContent;
import dev.postroom.imap.message.BodySection.Partial;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The bytes of a part without its transfer encoding (RFC 3516). A part is decoded as it is read,
 * and once before that for its size, for which there is no other way. Multiparts and messages have
 * no encoding of their own.
 */
final class BinaryReader {

  private static final int BUFFER_BYTES = 1 << 14;

  private final MessageContent content;
  private final SectionReader sections;

  BinaryReader(MessageContent content, SectionReader sections) {
    this.content = content;
    this.sections = sections;
  }

  OptionalLong size(List<Integer> path) throws IOException {
    if (path.isEmpty()) {
      return OptionalLong.of(content.size());
    }
    Optional<Part> part = sections.part(path);
    if (part.isEmpty()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        isEncoded(part.get()) ? counted(part.get()).size() : part.get().octets());
  }

  Optional<SectionContent> read(List<Integer> path, Optional<Partial> partial) throws IOException {
    Optional<Part> part = path.isEmpty() ? Optional.empty() : sections.part(path);
    if (path.isEmpty() || (part.isPresent() && !isEncoded(part.get()))) {
      boolean lines = part.isPresent() && !encoding(part.get()).equals("BINARY");
      return sections
          .read(new BodySection(path, BodySection.Text.ALL, List.of()), partial)
          .map(content -> lines ? content : content.asBinary());
    }
    return part.isEmpty() ? Optional.empty() : Optional.of(decoded(part.get(), partial));
  }

  private SectionContent decoded(Part part, Optional<Partial> partial) throws IOException {
    Counted counted = counted(part);
    long size = counted.size();
    long from = partial.map(p -> Math.min(p.offset(), size)).orElse(0L);
    long length = partial.map(p -> Math.min(p.length(), size - from)).orElse(size);
    InputStream decoded = open(part);
    try {
      decoded.skipNBytes(from);
    } catch (IOException e) {
      decoded.close();
      throw e;
    }
    return new SectionContent(new BoundedInputStream(decoded, length), length, counted.hasNul());
  }

  /** What is known of a part before it is sent. */
  private record Counted(long size, boolean hasNul) {}

  private Counted counted(Part part) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long size = 0;
    boolean hasNul = false;
    try (InputStream decoded = open(part)) {
      int read;
      while ((read = decoded.read(buffer)) >= 0) {
        size += read;
        for (int i = 0; i < read && !hasNul; i++) {
          hasNul = buffer[i] == 0;
        }
      }
    }
    return new Counted(size, hasNul);
  }

  private InputStream open(Part part) throws IOException {
    InputStream whole = content.open();
    try {
      whole.skipNBytes(part.bodyStart());
      return TransferDecoding.decoded(encoding(part), new BoundedInputStream(whole, part.octets()));
    } catch (IOException e) {
      whole.close();
      throw e;
    }
  }

  private static boolean isEncoded(Part part) {
    if (part.isMultipart() || part.message().isPresent()) {
      return false;
    }
    return switch (encoding(part)) {
      case "7BIT", "8BIT", "BINARY" -> false;
      default -> true;
    };
  }

  private static String encoding(Part part) {
    return BodyStructures.encoding(part.header());
  }
}
