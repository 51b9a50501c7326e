package dev.postroom.imap.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.message.BodySection.Partial;
import dev.postroom.imap.message.BodySection.Text;
import dev.postroom.imap.message.BodyStructure.Basic;
import dev.postroom.imap.message.BodyStructure.Disposition;
import dev.postroom.imap.message.BodyStructure.Extension;
import dev.postroom.imap.message.BodyStructure.Fields;
import dev.postroom.imap.message.BodyStructure.Message;
import dev.postroom.imap.message.BodyStructure.Multipart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MimeMessageTest {

  /** The shape of the example in RFC 3501 section 6.4.5. */
  private static final String NESTED =
      """
      From: Ann <ann@example.org>
      Subject: outer
      Content-Type: multipart/mixed; boundary="outer"

      This is the preamble.
      --outer
      Content-Type: text/plain; charset=utf-8
      Content-ID: <text@example.org>

      first line
      second line
      --outer
      Content-Type: application/octet-stream
      Content-Transfer-Encoding: base64
      Content-Disposition: attachment; filename="data.bin"

      AAECAwQ=
      --outer
      Content-Type: message/rfc822

      From: Bob <bob@example.org>
      Subject: inner
      Content-Type: multipart/alternative; boundary=inner

      --inner

      plain
      --inner
      Content-Type: text/html

      <b>html</b>
      --inner--
      --outer--
      epilogue
      """;

  private static final Extension NO_EXTENSION =
      new Extension(Optional.empty(), List.of(), Optional.empty());

  private final MimeMessage nested = new MimeMessage(BytesContent.of(NESTED));

  @Test
  void tellsTheStructureOfNestedParts() throws IOException {
    Multipart outer = (Multipart) nested.bodyStructure();

    assertThat(outer.subtype()).isEqualTo("MIXED");
    assertThat(outer.parameters()).containsExactly(Map.entry("BOUNDARY", "outer"));
    assertThat(outer.parts()).hasSize(3);
    assertThat(outer.parts().get(0))
        .isEqualTo(
            new BodyStructure.Text(
                new Fields(
                    "TEXT",
                    "PLAIN",
                    Map.of("CHARSET", "utf-8"),
                    Optional.of("<text@example.org>"),
                    Optional.empty(),
                    "7BIT",
                    "first line\r\nsecond line".length(),
                    Optional.empty(),
                    NO_EXTENSION),
                2));
    assertThat(outer.parts().get(1))
        .isEqualTo(
            new Basic(
                new Fields(
                    "APPLICATION",
                    "OCTET-STREAM",
                    Map.of(),
                    Optional.empty(),
                    Optional.empty(),
                    "BASE64",
                    "AAECAwQ=".length(),
                    Optional.empty(),
                    new Extension(
                        Optional.of(new Disposition("ATTACHMENT", Map.of("FILENAME", "data.bin"))),
                        List.of(),
                        Optional.empty()))));
    Message message = (Message) outer.parts().get(2);
    assertThat(message.envelope().subject()).contains("inner");
    assertThat(message.lines()).isEqualTo(12);
    assertThat(message.body())
        .isInstanceOfSatisfying(Multipart.class, inner -> assertThat(inner.parts()).hasSize(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1     | ALL    | first line⏎second line
          1     | MIME   | Content-Type: text/plain; charset=utf-8⏎Content-ID: <text@example.org>⏎⏎
          2     | ALL    | AAECAwQ=
          3     | HEADER | From: Bob <bob@example.org>⏎Subject: inner⏎Content-Type: multipart/alternative; boundary=inner⏎⏎
          3     | MIME   | Content-Type: message/rfc822⏎⏎
          3.1   | ALL    | plain
          3.2   | ALL    | <b>html</b>
          3.2   | MIME   | Content-Type: text/html⏎⏎
          """)
  void sectionsAreBytesOfTheMessage(String part, Text text, String expected) throws IOException {
    assertThat(section(nested, part, text)).contains(expected.replace("⏎", "\r\n"));
  }

  @ParameterizedTest
  @CsvSource({"4,ALL", "1.1,ALL", "1,HEADER", "2,TEXT", "3.3,ALL", "3.1.1,ALL", "0,ALL"})
  void aSectionThatIsNotThereIsEmpty(String part, Text text) throws IOException {
    assertThat(section(nested, part, text)).isEmpty();
  }

  @Test
  void wholeHeaderAndTextPutTogetherAreTheMessage() throws IOException {
    String whole = section(nested, "", Text.ALL).orElseThrow();

    assertThat(whole).isEqualTo(NESTED.replace("\n", "\r\n"));
    assertThat(section(nested, "", Text.HEADER).orElseThrow())
        .endsWith("\"outer\"\r\n\r\n")
        .isEqualTo(whole.substring(0, whole.indexOf("This is")));
    assertThat(section(nested, "", Text.TEXT).orElseThrow())
        .isEqualTo(whole.substring(whole.indexOf("This is")));
  }

  @Test
  void aMessageThatIsNoMultipartHasOnePartItsBody() throws IOException {
    var plain = new MimeMessage(BytesContent.of("Subject: x\n\nhello\n"));

    assertThat(section(plain, "1", Text.ALL)).contains("hello\r\n");
    assertThat(section(plain, "1", Text.MIME)).contains("Subject: x\r\n\r\n");
    assertThat(section(plain, "2", Text.ALL)).isEmpty();
  }

  @Test
  void headerFieldsAreChosenWithoutRegardToCaseAndEndWithAnEmptyLine() throws IOException {
    var message =
        new MimeMessage(BytesContent.of("From: a@b\nSUBJECT: one\n two\nX-Other: c\n\nbody\n"));

    assertThat(fields(message, Text.HEADER_FIELDS, "subject", "missing"))
        .isEqualTo("SUBJECT: one\r\n two\r\n\r\n");
    assertThat(fields(message, Text.HEADER_FIELDS_NOT, "subject"))
        .isEqualTo("From: a@b\r\nX-Other: c\r\n\r\n");
  }

  @ParameterizedTest
  @CsvSource({"0,3,abc", "2,100,cdef", "6,1,''", "100,1,''"})
  void aPartialIsCutFromTheSection(long offset, long length, String expected) throws IOException {
    var message = new MimeMessage(BytesContent.of("\nabcdef"));

    try (var content =
        message
            .section(
                new BodySection(List.of(), Text.TEXT, List.of()),
                Optional.of(new Partial(offset, length)))
            .orElseThrow()) {
      assertThat(new String(content.stream().readAllBytes(), StandardCharsets.ISO_8859_1))
          .isEqualTo(expected)
          .hasSize((int) content.length());
    }
  }

  @Test
  void theEnvelopeReadsNoMoreThanTheHeader() throws IOException {
    var content =
        BytesContent.of("Subject: small\n\n" + "x".repeat(70).concat("\n").repeat(10_000));

    assertThat(new MimeMessage(content).envelope().subject()).contains("small");
    assertThat(content.read()).isLessThanOrEqualTo(1 << 16);
  }

  static Optional<String> section(MimeMessage message, String part, Text text) throws IOException {
    List<Integer> path =
        part == null || part.isEmpty()
            ? List.of()
            : Arrays.stream(part.split("\\.")).map(Integer::valueOf).toList();
    var section = message.section(new BodySection(path, text, List.of()), Optional.empty());
    if (section.isEmpty()) {
      return Optional.empty();
    }
    try (var content = section.get()) {
      byte[] bytes = content.stream().readAllBytes();
      assertThat(bytes).hasSize((int) content.length());
      return Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
    }
  }

  private static String fields(MimeMessage message, Text text, String... names) throws IOException {
    try (var content =
        message
            .section(new BodySection(List.of(), text, List.of(names)), Optional.empty())
            .orElseThrow()) {
      return new String(content.stream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
