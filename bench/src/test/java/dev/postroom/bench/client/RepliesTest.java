package dev.postroom.bench.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RepliesTest {

  private static final String LITERALS =
      "* 1 FETCH (BODY[] {12}\r\nabc\r\n* x }\r\n UID 7 X {0}\r\n)\r\n";

  @Test
  void aResponseWithLiteralsIsOneResponseWhateverTheLiteralsHold() throws IOException {
    for (InputStream in :
        new InputStream[] {whole(LITERALS + "a OK\r\n"), byBytes(LITERALS + "a OK\r\n")}) {
      var replies = new Replies(in);

      assertThat(replies.response()).isEqualTo("* 1 FETCH (BODY[] {12}");
      assertThat(replies.literalBytes()).isEqualTo(12);
      assertThat(replies.bytes()).isEqualTo(LITERALS.length());
      assertThat(replies.response()).isEqualTo("a OK");
    }
  }

  @Test
  void bracesThatAnnounceNothingAreText() throws IOException {
    var replies = new Replies(whole("* OK {}\r\n* OK {x1}\r\n* OK 1}\r\n"));

    assertThat(replies.response()).isEqualTo("* OK {}");
    assertThat(replies.response()).isEqualTo("* OK {x1}");
    assertThat(replies.response()).isEqualTo("* OK 1}");
  }

  @Test
  void anEndInsideAResponseIsAFailure() {
    assertThatExceptionOfType(EOFException.class)
        .isThrownBy(() -> new Replies(whole("* 1 FETCH (BODY[] {12}\r\nabc")).response());
    assertThatExceptionOfType(EOFException.class)
        .isThrownBy(() -> new Replies(whole("* OK")).response());
  }

  private static InputStream whole(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static InputStream byBytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, 1));
      }
    };
  }
}
