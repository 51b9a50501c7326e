package dev.postroom.imap.maildir.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CrlfInputStreamTest {

  @Test
  void bareLineFeedsGetACrAndOthersKeepTheirsWhereverABufferEnds() throws IOException {
    for (int length = 4090; length <= 4100; length++) {
      for (int more = 32_760; more <= 32_772; more++) {
        String file = "x".repeat(length) + "\nb\r\n\n\r" + "y".repeat(more) + "\r\n\n";
        String expected = "x".repeat(length) + "\r\nb\r\n\r\n\r" + "y".repeat(more) + "\r\n\r\n";

        assertThat(new String(stream(file).readAllBytes(), StandardCharsets.ISO_8859_1))
            .isEqualTo(expected);
        assertThat(stream(file).countRest()).isEqualTo(expected.length());
      }
    }
  }

  @Test
  void singleBytesAreTheSameAsMany() throws IOException {
    try (InputStream in = stream("a\n\r\n")) {
      var read = new StringBuilder();
      for (int b = in.read(); b >= 0; b = in.read()) {
        read.append((char) b);
      }
      assertThat(read).hasToString("a\r\n\r\n");
    }
  }

  private static CrlfInputStream stream(String file) {
    return new CrlfInputStream(bytes(file));
  }

  private static InputStream bytes(String file) {
    return new ByteArrayInputStream(file.getBytes(StandardCharsets.ISO_8859_1));
  }
}
