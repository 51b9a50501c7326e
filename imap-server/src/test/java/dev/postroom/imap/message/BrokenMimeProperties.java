package dev.postroom.imap.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.message.BodySection.Text;
import dev.postroom.imap.message.BodyStructure.Message;
import dev.postroom.imap.message.BodyStructure.Multipart;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class BrokenMimeProperties {

  @Property
  void noBytesMakeItFail(@ForAll byte[] bytes) throws IOException {
    readAll(new MimeMessage(new BytesContent(bytes)));
  }

  @Property
  void noOrderOfMimeLinesMakesItFail(@ForAll("mimeLines") String text) throws IOException {
    readAll(new MimeMessage(BytesContent.of(text)));
  }

  @Property
  void headerAndTextAreTheWholeMessageHoweverBroken(@ForAll("mimeLines") String text)
      throws IOException {
    var message = new MimeMessage(BytesContent.of(text));

    assertThat(
            MimeMessageTest.section(message, "", Text.HEADER).orElseThrow()
                + MimeMessageTest.section(message, "", Text.TEXT).orElseThrow())
        .isEqualTo(text.replace("\n", "\r\n"));
  }

  @Property
  void everyPartThatTheStructureTellsCanBeFetchedInItsSize(@ForAll("mimeLines") String text)
      throws IOException {
    var message = new MimeMessage(BytesContent.of(text));
    BodyStructure structure = message.bodyStructure();

    fetchParts(message, structure, structure instanceof Multipart ? "" : "1");
  }

  @Example
  void aMultipartWithoutPartsIsPlainText() throws IOException {
    var message =
        new MimeMessage(
            BytesContent.of("Content-Type: multipart/mixed; boundary=b\n\nno delimiter\n"));

    assertThat(message.bodyStructure())
        .isInstanceOfSatisfying(
            BodyStructure.Text.class,
            text -> {
              assertThat(text.fields().subtype()).isEqualTo("PLAIN");
              assertThat(text.lines()).isEqualTo(1);
            });
    assertThat(MimeMessageTest.section(message, "1", Text.ALL)).contains("no delimiter\r\n");
  }

  @Example
  void partsThatAreNestedTooDeepAreNotTakenApart() throws IOException {
    var text = new StringBuilder();
    for (int i = 0; i < PartScanner.MAX_NESTING + 50; i++) {
      text.append("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n".formatted(i, i));
    }

    assertThat(depth(new MimeMessage(BytesContent.of(text.toString())).bodyStructure()))
        .isEqualTo(PartScanner.MAX_NESTING);
  }

  @Example
  void partsBeyondTheLimitBelongToTheLastOne() throws IOException {
    String text =
        "Content-Type: multipart/mixed; boundary=b\n"
            + "\n--b\n\npart".repeat(PartScanner.MAX_PARTS + 5)
            + "\n--b--\n";

    Multipart structure = (Multipart) new MimeMessage(BytesContent.of(text)).bodyStructure();

    assertThat(structure.parts()).hasSize(PartScanner.MAX_PARTS - 1);
    assertThat(((BodyStructure.Text) structure.parts().getLast()).lines()).isGreaterThan(1);
  }

  @Example
  void fieldsBeyondTheLimitAreNotSeenAndStillFetched() throws IOException {
    String large = "X-Large: " + "x".repeat(PartScanner.MAX_HEADER_BYTES) + "\n";
    var message = new MimeMessage(BytesContent.of("Subject: a\n" + large + "To: b@x\n\nbody"));

    assertThat(message.envelope().subject()).contains("a");
    assertThat(message.envelope().to()).isEmpty();
    assertThat(MimeMessageTest.section(message, "", Text.HEADER).orElseThrow())
        .endsWith("To: b@x\r\n\r\n");
  }

  @Provide
  Arbitrary<String> mimeLines() {
    return Arbitraries.of(
            "",
            "",
            "text",
            " folded",
            "From: a <b@c>, d: e;",
            "Content-Type: multipart/mixed; boundary=x",
            "Content-Type: multipart/digest; boundary=\"y\"",
            "Content-Type: multipart/mixed",
            "Content-Type: message/rfc822",
            "Content-Type: ;;;=",
            "Content-Type: text/html; charset=\"",
            "Content-Transfer-Encoding: base64",
            "Content-Transfer-Encoding: quoted-printable",
            "Content-Disposition: =; a",
            "=?utf-8?q?=",
            "--x",
            "--x--",
            "--y",
            "--y--",
            "--x ")
        .list()
        .ofMaxSize(30)
        .map(lines -> String.join("\n", lines));
  }

  private static void readAll(MimeMessage message) throws IOException {
    message.envelope();
    message.bodyStructure();
    message.search().text("needle");
    message.search().sentDate();
    for (Text text : Text.values()) {
      for (List<Integer> path : List.of(List.<Integer>of(), List.of(1), List.of(1, 2))) {
        var section =
            message.section(
                new BodySection(path, text, List.of("Subject")), java.util.Optional.empty());
        if (section.isPresent()) {
          try (SectionContent content = section.get()) {
            assertThat(content.stream().readAllBytes()).hasSize((int) content.length());
          }
        }
      }
    }
  }

  private static void fetchParts(MimeMessage message, BodyStructure structure, String path)
      throws IOException {
    switch (structure) {
      case Multipart multipart -> {
        for (int i = 0; i < multipart.parts().size(); i++) {
          fetchParts(message, multipart.parts().get(i), below(path, i + 1));
        }
      }
      case Message inner -> {
        assertOctets(message, path, inner.fields().octets());
        boolean isMultipart = inner.body() instanceof Multipart;
        fetchParts(message, inner.body(), isMultipart ? path : below(path, 1));
      }
      case BodyStructure.Text text -> assertOctets(message, path, text.fields().octets());
      case BodyStructure.Basic basic -> assertOctets(message, path, basic.fields().octets());
    }
  }

  private static String below(String path, int number) {
    return path.isEmpty() ? "" + number : path + "." + number;
  }

  private static void assertOctets(MimeMessage message, String path, long octets)
      throws IOException {
    assertThat(MimeMessageTest.section(message, path, Text.ALL).orElseThrow())
        .hasSize((int) octets);
  }

  private static int depth(BodyStructure structure) {
    return structure instanceof Multipart multipart ? 1 + depth(multipart.parts().getFirst()) : 0;
  }
}
