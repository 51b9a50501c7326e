package dev.postroom.imap.message;

import dev.postroom.imap.message.BodySection.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * No bytes make MIME reading fail; header and text are the whole message; what a digest answers is
 * what the message answers; and the parts of a message can all be read in the size that is told.
 */
public final class MimeFuzz {

  private MimeFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    try {
      var content = new BytesContent(input);
      var message = new MimeMessage(content);
      Envelope envelope = message.envelope();
      BodyStructure structure = message.bodyStructure();
      byte[] header = section(message, List.of(), Text.HEADER).orElseThrow();
      byte[] text = section(message, List.of(), Text.TEXT).orElseThrow();
      byte[] both = Arrays.copyOf(header, header.length + text.length);
      System.arraycopy(text, 0, both, header.length, text.length);
      require(Arrays.equals(both, input), "header and text are not the message");
      Part root = message.structure();
      parts(message, root, root.isMultipart() ? List.of() : List.of(1));
      digest(input, content, envelope, structure);
      message.search().text("never there");
      message.search().sentDate();
      message.preview(false);
      if (content.digest().isPresent()) {
        var next = new MimeMessage(content);
        require(next.envelope().equals(envelope), "another envelope from the digest");
        require(next.bodyStructure().equals(structure), "another structure from the digest");
      }
      binary(input);
    } catch (IOException e) {
      throw new AssertionError("bytes in memory cannot fail to be read", e);
    }
  }

  private static void digest(
      byte[] input, BytesContent content, Envelope envelope, BodyStructure structure)
      throws IOException {
    Digest.decode(input);
    Optional<byte[]> encoded = new Digest(true, PartScanner.scan(content)).encode();
    if (encoded.isPresent()) {
      Digest decoded = Digest.decode(encoded.get()).orElseThrow();
      require(Envelopes.of(decoded.root().header()).equals(envelope), "another envelope");
      require(BodyStructures.of(decoded.root()).equals(structure), "another structure");
      require(Arrays.equals(decoded.encode().orElseThrow(), encoded.get()), "another digest");
    }
  }

  private static void parts(MimeMessage message, Part part, List<Integer> path) throws IOException {
    if (!path.isEmpty()) {
      byte[] body = section(message, path, Text.ALL).orElseThrow();
      require(body.length == part.octets(), "a part of another size");
      section(message, path, Text.MIME).orElseThrow();
    }
    if (part.message().isPresent()) {
      Part inner = part.message().get();
      if (inner.isMultipart()) {
        parts(message, inner, path, inner.children());
      }
    } else {
      parts(message, part, path, part.children());
    }
  }

  private static void parts(MimeMessage message, Part part, List<Integer> path, List<Part> children)
      throws IOException {
    for (int i = 0; i < children.size(); i++) {
      var below = new java.util.ArrayList<>(path);
      below.add(i + 1);
      parts(message, children.get(i), below);
    }
  }

  /** A message that is stored for APPEND is decoded again to what was sent. */
  private static void binary(byte[] input) throws IOException {
    try {
      byte[] stored = new BinaryParts(new ByteArrayInputStream(input)).readAllBytes();
      byte[] again = new BinaryParts(new ByteArrayInputStream(stored)).readAllBytes();
      require(Arrays.equals(stored, again), "a part stayed binary");
    } catch (UnknownEncodingException nul) {
      require(nul.getMessage().contains("NUL"), "no binary part has an unknown encoding");
    }
  }

  private static Optional<byte[]> section(MimeMessage message, List<Integer> path, Text text)
      throws IOException {
    Optional<SectionContent> found =
        message.section(new BodySection(path, text, List.of()), Optional.empty());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (SectionContent content = found.get()) {
      return Optional.of(content.stream().readAllBytes());
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
