package dev.postroom.imap.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FragmenterTest {

  private final Fragmenter fragmenter = new Fragmenter(40);

  private String next() {
    return fragmenter.next().map(FragmenterTest::describe).orElse("nothing");
  }

  static String describe(Fragment fragment) {
    return switch (fragment) {
      case Fragment.Line line -> "line " + text(line.text()) + announced(line.literal());
      case Fragment.OverlongLine line ->
          "overlong " + text(line.beginning()) + announced(line.literal());
      case Fragment.LiteralBytes literal -> "literal " + text(literal.bytes());
    };
  }

  private static String announced(java.util.Optional<LiteralAnnouncement> literal) {
    return literal.map(l -> " announcing " + l.size() + (l.synchronizing() ? "" : "+")).orElse("");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private void feed(String text) {
    fragmenter.feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void aLineIsHandedOutOnceItsEndHasCome() {
    feed("a NOOP\r");
    assertThat(next()).isEqualTo("nothing");
    feed("\nb NOOP\n");
    assertThat(next()).isEqualTo("line a NOOP");
    assertThat(next()).isEqualTo("line b NOOP");
    assertThat(next()).isEqualTo("nothing");
  }

  @Test
  void anAcceptedLiteralIsFollowedByTheRestOfItsLine() {
    feed("a LOGIN {5}\r\nalice {3}\r\n");
    assertThat(next()).isEqualTo("line a LOGIN {5} announcing 5");
    assertThat(next()).isEqualTo("nothing");
    fragmenter.accept();
    assertThat(next()).isEqualTo("literal alice");
    assertThat(next()).isEqualTo("line  {3} announcing 3");
  }

  @Test
  void behindARefusedLiteralComesTheNextCommand() {
    feed("a LOGIN {5}\r\nb NOOP\r\n");
    assertThat(next()).isEqualTo("line a LOGIN {5} announcing 5");
    fragmenter.refuse();
    assertThat(next()).isEqualTo("line b NOOP");
  }

  @Test
  void aLiteralThatDoesNotWaitIsALiteralWhateverItsCommandIs() {
    feed("rubbish {10+}\r\nb NOOP\r\nxx\r\nc NOOP\r\n");
    assertThat(next()).isEqualTo("line rubbish {10+} announcing 10+");
    assertThat(next()).isEqualTo("literal b NOOP\r\nxx");
    assertThat(next()).isEqualTo("line ");
    assertThat(next()).isEqualTo("line c NOOP");
  }

  @Test
  void anEmptyLiteralHasNoBytes() {
    feed("a LOGIN {0+}\r\n x\r\n");
    assertThat(next()).isEqualTo("line a LOGIN {0+} announcing 0+");
    assertThat(next()).isEqualTo("line  x");
  }

  @Test
  void anOverlongLineIsDroppedButNotTheLiteralAtItsEnd() {
    feed("x".repeat(41) + "\r\n");
    assertThat(next()).isEqualTo("overlong " + "x".repeat(40));
    feed("a " + "y".repeat(500));
    assertThat(next()).isEqualTo("nothing");
    assertThat(fragmenter.pending()).isLessThan(100);
    feed("z {4+}\r\nwxyz\r\nb NOOP\r\n");
    assertThat(next()).isEqualTo("overlong a " + "y".repeat(38) + " announcing 4+");
    assertThat(next()).isEqualTo("literal wxyz");
    assertThat(next()).isEqualTo("line ");
    assertThat(next()).isEqualTo("line b NOOP");
  }

  @Test
  void aLineOfExactlyTheLimitFits() {
    feed("x".repeat(40) + "\r");
    feed("\n");
    assertThat(next()).isEqualTo("line " + "x".repeat(40));
  }

  @Test
  void aSizeBeyondAllNumbersIsTheLargest() {
    feed("a {99999999999999999999}\r\n");
    assertThat(next()).endsWith("announcing " + Long.MAX_VALUE);
  }

  @Test
  void onlyAWaitingLiteralCanBeDecided() {
    assertThatThrownBy(fragmenter::accept).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(fragmenter::refuse).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void clearingForgetsEvenHalfALiteral() {
    feed("a LOGIN {5+}\r\nal");
    next();
    fragmenter.clear();
    feed("b NOOP\r\n");
    assertThat(next()).isEqualTo("line b NOOP");
  }
}
