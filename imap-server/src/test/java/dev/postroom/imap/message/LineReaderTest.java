package dev.postroom.imap.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  private record Line(String text, long start, long end, boolean empty) {}

  @Test
  void linesAreTheSameHoweverTheBytesComeAndWhereverABufferEnds() throws IOException {
    for (int length = 4090; length <= 4100; length++) {
      String text = "x".repeat(length) + "\r\n\r\nb\n\n" + "y".repeat(70_000) + "\r\nlast";
      List<Line> expected =
          List.of(
              new Line("x".repeat(length) + "\r\n", 0, length + 2, false),
              new Line("\r\n", length + 2, length + 4, true),
              new Line("b\n", length + 4, length + 6, false),
              new Line("\n", length + 6, length + 7, true),
              new Line("y".repeat(70_000) + "\r\n", length + 7, length + 70_009, false),
              new Line("last", length + 70_009, length + 70_013, false));

      assertThat(lines(bytes(text), Integer.MAX_VALUE)).isEqualTo(expected);
      assertThat(lines(oneByOne(text), Integer.MAX_VALUE)).isEqualTo(expected);
    }
  }

  @Test
  void noMoreOfALineIsKeptThanWasAskedFor() throws IOException {
    String text = "z".repeat(5000) + "\r\nshort\r\n";

    assertThat(lines(bytes(text), 4099))
        .extracting(Line::text)
        .containsExactly("z".repeat(4099), "short\r\n");
  }

  private static List<Line> lines(InputStream in, int keep) throws IOException {
    List<Line> lines = new ArrayList<>();
    try (var reader = new LineReader(in)) {
      while (reader.next(keep)) {
        lines.add(
            new Line(
                reader.text(Integer.MAX_VALUE),
                reader.lineStart(),
                reader.position(),
                reader.isEmpty()));
      }
    }
    return lines;
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static InputStream oneByOne(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, 1));
      }
    };
  }
}
