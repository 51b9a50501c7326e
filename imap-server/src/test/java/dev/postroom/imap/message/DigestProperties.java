package dev.postroom.imap.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.message.BodySection.Text;
import dev.postroom.imap.message.BodyStructure.Multipart;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class DigestProperties {

  private static final String MESSAGE =
      """
      From: a <b@c>
      Subject: outer
      X-Other: kept nowhere
      Content-Type: multipart/mixed; boundary=x; charset="\u00e9"

      --x
      Content-Type: message/rfc822

      Subject: inner
      X-Inner: kept nowhere

      text
      --x
      Content-Type: image/png; name=a.png
      Content-Transfer-Encoding: base64

      aGVsbG8=
      --x--
      """;

  @Provide
  Arbitrary<String> messages() {
    return new BrokenMimeProperties().mimeLines();
  }

  @Property
  void whatIsDecodedIsWhatWasEncodedForAllThatNeedsOnlyTheUsualFields(
      @ForAll("messages") String text) throws IOException {
    Part scanned = PartScanner.scan(BytesContent.of(text));
    Optional<byte[]> encoded = new Digest(true, scanned).encode();

    assertThat(encoded.flatMap(Digest::decode))
        .hasValueSatisfying(
            digest -> {
              assertThat(BodyStructures.of(digest.root())).isEqualTo(BodyStructures.of(scanned));
              assertThat(Envelopes.of(digest.root().header()))
                  .isEqualTo(Envelopes.of(scanned.header()));
              assertThat(new Digest(digest.whole(), digest.root()).encode().orElseThrow())
                  .isEqualTo(encoded.orElseThrow());
            });
  }

  @Property(tries = 300)
  void theNextReaderOpensNothingForEnvelopeAndStructure(@ForAll("messages") String text)
      throws IOException {
    BytesContent content = BytesContent.of(text);
    var first = new MimeMessage(content);
    Envelope envelope = first.envelope();
    BodyStructure structure = first.bodyStructure();
    long read = content.read();

    var next = new MimeMessage(content);
    assertThat(next.envelope()).isEqualTo(envelope);
    assertThat(next.bodyStructure()).isEqualTo(structure);
    assertThat(content.read()).isEqualTo(read);
  }

  @Property
  void aDigestWithAnotherBitIsAsGoodAsNone(
      @ForAll @IntRange(max = 10_000) int where, @ForAll @IntRange(max = 7) int bit)
      throws IOException {
    BytesContent content = BytesContent.of(MESSAGE);
    BodyStructure structure = new MimeMessage(content).bodyStructure();
    byte[] digest = content.digest().orElseThrow().clone();
    digest[where % digest.length] ^= (byte) (1 << bit);
    content.keepDigest(digest);

    assertThat(Digest.decode(digest)).isEmpty();
    assertThat(new MimeMessage(content).bodyStructure()).isEqualTo(structure);
  }

  @Property
  void noBytesMakeDecodingFail(@ForAll byte[] bytes) {
    assertThat(Digest.decode(bytes)).isEmpty();
  }

  @Example
  void theHeaderAloneIsEnoughForFieldsAndForNothingMore() throws IOException {
    BytesContent content = BytesContent.of(MESSAGE);
    new MimeMessage(content).envelope();
    long read = content.read();

    var next = new MimeMessage(content);
    assertThat(next.envelope().subject()).contains("outer");
    assertThat(fields(next, "", "subject", "From", "to"))
        .contains("From: a <b@c>\r\nSubject: outer\r\n\r\n");
    assertThat(next.search().header("Subject", "OUT")).isTrue();
    assertThat(content.read()).isEqualTo(read);
    assertThat(((Multipart) next.bodyStructure()).parts()).hasSize(2);
    assertThat(content.read()).isGreaterThan(read);
  }

  @Example
  void fieldsThatAreNotKeptAreFoundAllTheSame() throws IOException {
    BytesContent content = BytesContent.of(MESSAGE);
    new MimeMessage(content).bodyStructure();

    var next = new MimeMessage(content);
    assertThat(fields(next, "", "X-Other", "Subject"))
        .contains("Subject: outer\r\nX-Other: kept nowhere\r\n\r\n");
    assertThat(fields(new MimeMessage(content), "1", "X-Inner"))
        .contains("X-Inner: kept nowhere\r\n\r\n");
    assertThat(new MimeMessage(content).search().header("X-Other", "nowhere")).isTrue();
    assertThat(new MimeMessage(content).search().body("kept nowhere")).isTrue();
  }

  @Example
  void whatWouldBeTooLongIsNotKept() throws IOException {
    BytesContent content = BytesContent.of("Subject: " + "x".repeat(20_000) + "\n\n");
    new MimeMessage(content).bodyStructure();

    assertThat(content.digest()).isEmpty();
  }

  private static Optional<String> fields(MimeMessage message, String part, String... names)
      throws IOException {
    List<Integer> path = part.isEmpty() ? List.of() : List.of(Integer.parseInt(part));
    Optional<SectionContent> found =
        message.section(
            new BodySection(path, Text.HEADER_FIELDS, List.of(names)), Optional.empty());
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new String(
                found.get().stream().readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1));
  }
}
