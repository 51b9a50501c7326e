package dev.postroom.imap.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class BinaryPartsProperties {

  /** Bytes among which line ends, hyphens and NUL are frequent. */
  @Provide
  Arbitrary<String> bodies() {
    return Arbitraries.chars()
        .with('\r', '\n', '-', 'b', '\0', '\377', 'x')
        .list()
        .ofMaxSize(300)
        .map(chars -> chars.stream().map(String::valueOf).collect(Collectors.joining()))
        .filter(body -> !body.contains("--b"));
  }

  @Provide
  Arbitrary<List<String>> severalBodies() {
    return bodies().list().ofMinSize(1).ofMaxSize(3);
  }

  private static String passed(String message) throws IOException {
    var in =
        new BinaryParts(new ByteArrayInputStream(message.getBytes(StandardCharsets.ISO_8859_1)));
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  @Property(tries = 500)
  void everyBinaryPartCanBeReadAsItWasSent(@ForAll("severalBodies") List<String> bodies)
      throws Exception {
    // A body that begins with a hyphen would make "--b" with the line before it.
    String message =
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
            + bodies.stream()
                .map(body -> "--b\r\nContent-Transfer-Encoding: binary\r\n\r\n" + body + "\r\n")
                .collect(Collectors.joining())
            + "--b--\r\n";

    var read =
        new MimeMessage(new BytesContent(passed(message).getBytes(StandardCharsets.ISO_8859_1)));
    for (int i = 0; i < bodies.size(); i++) {
      try (SectionContent part = read.binary(List.of(i + 1), Optional.empty()).orElseThrow()) {
        assertThat(new String(part.stream().readAllBytes(), StandardCharsets.ISO_8859_1))
            .isEqualTo(bodies.get(i));
      }
    }
  }

  @Property(tries = 500)
  void whatHasNoBinaryPartStaysByteForByte(@ForAll("bodies") String body) throws Exception {
    String text = body.replace("\0", "");
    for (String head :
        List.of(
            "",
            "Subject: x\r\n\r\n",
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n",
            "Content-Type: message/rfc822\n\nSubject: y\n\n")) {
      assertThat(passed(head + text)).isEqualTo(head + text);
    }
  }
}
