package dev.postroom.imap.message;

import dev.postroom.imap.mailbox.MessageContent;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A message as MIME. What was found out once is kept as long as this is, so that one FETCH of
 * several items reads the message once; what needs only the header reads only the header. Bytes are
 * never kept, beyond the fields of headers ({@link PartScanner#MAX_HEADER_BYTES} in all). For the
 * next one a {@link Digest} is left, from which most questions are answered without reading at all.
 *
 * <p>Broken MIME degrades: an unreadable content type is {@code text/plain}, a multipart without
 * parts too. An {@code IOException} says that the message could not be read from its store.
 */
public final class MimeMessage {

  private final MessageContent content;
  private Part headerOnly;
  private Part structure;
  private Part outline;
  private boolean digestRead;
  private Digest digest;

  public MimeMessage(MessageContent content) {
    this.content = content;
  }

  /** The ENVELOPE. */
  public Envelope envelope() throws IOException {
    return Envelopes.of(withUsualFields().header());
  }

  /** The BODYSTRUCTURE; of it, BODY leaves the extension data out. */
  public BodyStructure bodyStructure() throws IOException {
    return BodyStructures.of(outline());
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

  /**
   * What of its text a list of messages may show (RFC 8970); the empty string where there is none.
   *
   * @param lazy whether to do without where the parts of the message would have to be found first,
   *     for which it must be read as a whole
   * @return empty only where {@code lazy}
   */
  public Optional<String> preview(boolean lazy) throws IOException {
    return new Previews(content, this).of(lazy);
  }

  /** What SEARCH asks of the message. */
  public TextSearch search() {
    return new TextSearch(content, this);
  }

  /** What SORT and THREAD ask of its header. */
  public HeaderSummary summary() throws IOException {
    return new HeaderSummary(header(HeaderSummary.FIELDS));
  }

  /** All fields of the message's own header. */
  Header header() throws IOException {
    return withHeader().header();
  }

  /** The message's own header with all its fields of these names, and maybe others. */
  Header header(List<String> names) throws IOException {
    return Digest.FIELDS.containsAll(names) ? withUsualFields().header() : header();
  }

  /** Where the message's own header ends. */
  long bodyStart() throws IOException {
    return withUsualFields().bodyStart();
  }

  /** The tree of parts with all fields of their headers. */
  Part structure() throws IOException {
    if (structure == null) {
      structure = PartScanner.scan(content);
      outline = structure;
      new Digest(true, structure).encode().ifPresent(content::keepDigest);
    }
    return structure;
  }

  /** The tree of parts with {@link Digest#FIELDS} of their headers, and maybe others. */
  Part outline() throws IOException {
    if (outline == null) {
      Optional<Digest> left = digest();
      outline = left.isPresent() && left.get().whole() ? left.get().root() : structure();
    }
    return outline;
  }

  /** Whether {@link #outline} is known without reading the message. */
  boolean knowsOutline() {
    return outline != null || digest().filter(Digest::whole).isPresent();
  }

  private Part withHeader() throws IOException {
    if (structure != null) {
      return structure;
    }
    if (headerOnly == null) {
      headerOnly = PartScanner.header(content);
      if (digest().isEmpty()) {
        new Digest(false, headerOnly).encode().ifPresent(content::keepDigest);
      }
    }
    return headerOnly;
  }

  private Part withUsualFields() throws IOException {
    if (outline != null) {
      return outline;
    }
    Optional<Digest> left = digest();
    return left.isPresent() ? left.get().root() : withHeader();
  }

  /** What an earlier reader left, if it left something that can be used. */
  private Optional<Digest> digest() {
    if (!digestRead) {
      digestRead = true;
      digest = content.digest().flatMap(Digest::decode).orElse(null);
    }
    return Optional.ofNullable(digest);
  }
}
