package dev.postroom.imap.maildir.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

/** Lines are worked on whole; what comes out is what a look at each byte alone would give. */
class CrlfInputStreamProperties {

  @Property
  void everyByteIsAsIfItHadBeenLookedAtAlone(
      @ForAll @Chars({'\r', '\n'}) @CharRange(from = 'a', to = 'b') @StringLength(max = 40)
          String file,
      @ForAll @IntRange(min = 1, max = 9) int piece)
      throws IOException {
    try (var in = stream(file)) {
      assertThat(readInPieces(in, piece)).isEqualTo(byteByByte(file));
    }
  }

  @Property
  void theRestThatIsCountedIsTheRestThatWouldBeRead(
      @ForAll @Chars({'\r', '\n'}) @CharRange(from = 'a', to = 'b') @StringLength(max = 40)
          String file,
      @ForAll @IntRange(max = 50) int read)
      throws IOException {
    try (var in = stream(file)) {
      int beginning = in.readNBytes(read).length;

      assertThat(beginning + in.countRest()).isEqualTo(byteByByte(file).length());
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  private static CrlfInputStream stream(String file) {
    return new CrlfInputStream(
        new ByteArrayInputStream(file.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static String readInPieces(CrlfInputStream in, int piece) throws IOException {
    var all = new ByteArrayOutputStream();
    byte[] bytes = new byte[piece];
    for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
      all.write(bytes, 0, count);
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  /** The definition. */
  private static String byteByByte(String file) {
    var lines = new StringBuilder();
    char previous = 0;
    for (char next : file.toCharArray()) {
      if (next == '\n' && previous != '\r') {
        lines.append('\r');
      }
      lines.append(next);
      previous = next;
    }
    return lines.toString();
  }
}
