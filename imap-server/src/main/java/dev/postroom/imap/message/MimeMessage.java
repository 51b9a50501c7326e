package dev.postroom.imap.message;

import dev.postroom.imap.mailbox.MessageContent;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A message as MIME. What was found out once is kept as long as this is, so that one FETCH of
 * several items reads the message once; what needs only the header reads only the header. Bytes are
 * never kept, beyond the fields of headers ({@link PartScanner#MAX_HEADER_BYTES} in all).
 *
 * <p>Broken MIME degrades: an unreadable content type is {@code text/plain}, a multipart without
 * parts too. An {@code IOException} says that the message could not be read from its store.
 */
public final class MimeMessage {

  private final MessageContent content;
  private Part headerOnly;
  private Part structure;

  public MimeMessage(MessageContent content) {
    this.content = content;
  }

  /** The ENVELOPE. */
  public Envelope envelope() throws IOException {
    return Envelopes.of(header());
  }

  /** The BODYSTRUCTURE; of it, BODY leaves the extension data out. */
  public BodyStructure bodyStructure() throws IOException {
    return BodyStructures.of(structure());
  }

  /**
   * The bytes of a section.
   *
   * @param section which
   * @param partial which range of it; one behind its end is empty
   * @return empty where the message has no such part, which is NIL to the client
   */
  public Optional<SectionContent> section(
      BodySection section, Optional<BodySection.Partial> partial) throws IOException {
    return new SectionReader(content, this).read(section, partial);
  }

  /**
   * The bytes of a part without its transfer encoding (RFC 3516); without part numbers the whole
   * message as it is.
   *
   * @return empty where the message has no such part
   * @throws UnknownEncodingException when its encoding is not known
   */
  public Optional<SectionContent> binary(List<Integer> part, Optional<BodySection.Partial> partial)
      throws IOException {
    return new BinaryReader(content, new SectionReader(content, this)).read(part, partial);
  }

  /** The size of {@link #binary}, in bytes. */
  public OptionalLong binarySize(List<Integer> part) throws IOException {
    return new BinaryReader(content, new SectionReader(content, this)).size(part);
  }

  /** What SEARCH asks of the message. */
  public TextSearch search() {
    return new TextSearch(content, this);
  }

  /** The fields of the message's own header. */
  Header header() throws IOException {
    return withHeader().header();
  }

  /** Where the message's own header ends. */
  long bodyStart() throws IOException {
    return withHeader().bodyStart();
  }

  /** The tree of parts. */
  Part structure() throws IOException {
    if (structure == null) {
      structure = PartScanner.scan(content);
    }
    return structure;
  }

  private Part withHeader() throws IOException {
    if (structure != null) {
      return structure;
    }
    if (headerOnly == null) {
      headerOnly = PartScanner.header(content);
    }
    return headerOnly;
  }
}
