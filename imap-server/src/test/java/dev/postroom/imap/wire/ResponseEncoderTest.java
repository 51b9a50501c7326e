package dev.postroom.imap.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResponseEncoderTest {

  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private int pieces;
  private final ResponseEncoder encoder =
      new ResponseEncoder(
          bytes -> {
            pieces++;
            sent.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
          });

  private String sent() throws IOException {
    encoder.flush();
    return sent.toString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void aStringIsQuotedWhereItCanBeAndALiteralElse() throws Exception {
    encoder.string("a \"b\" \\c").sp().string("").sp().string("über").sp().string("two\r\nlines");
    assertThat(sent()).isEqualTo("\"a \\\"b\\\" \\\\c\" \"\" {4}\r\nüber {10}\r\ntwo\r\nlines");
  }

  @Test
  void aLongStringIsALiteral() throws Exception {
    encoder.string("x".repeat(2000));
    assertThat(sent()).startsWith("{2000}\r\nxxx");
  }

  @Test
  void nothingIsNil() throws Exception {
    encoder.nstring(Optional.empty()).sp().nstring(Optional.of("NIL"));
    assertThat(sent()).isEqualTo("NIL \"NIL\"");
  }

  @Test
  void humanTextCannotBreakOutOfItsLine() throws Exception {
    encoder.text("a\r\n* BYE ü");
    assertThat(sent()).isEqualTo("a??* BYE ?");
  }

  @Test
  void aLongLiteralIsSentInPieces() throws Exception {
    byte[] message = "0123456789".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
    encoder.literal(message.length, new ByteArrayInputStream(message));
    assertThat(sent()).hasSize("{100000}\r\n".length() + 100_000).endsWith("0123456789");
    assertThat(pieces).isEqualTo(100_010 / ResponseEncoder.PIECE + 1);
    assertThat(encoder.sent()).isEqualTo(100_010);
  }

  @Test
  void aStreamThatEndsEarlyIsAnError() {
    assertThatThrownBy(() -> encoder.literal(5, new ByteArrayInputStream(new byte[3])))
        .isInstanceOf(EOFException.class)
        .hasMessage("a literal of 5 bytes ended 2 bytes early");
  }
}
