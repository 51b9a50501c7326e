package dev.postroom.bench.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MessageTextTest {

  private static final int MANY = 1000;

  @Test
  void aMessageIsTheSameWheneverItIsMade() {
    assertThat(MessageText.small(4711)).isEqualTo(MessageText.small(4711));
    assertThat(MessageText.small(4711)).isNotEqualTo(MessageText.small(4712));
  }

  @Test
  void smallMessagesHaveTwoToSixKibibytesAndALittle() {
    assertThat(IntStream.range(0, MANY).map(i -> MessageText.small(i).length))
        .allMatch(length -> length >= 2000 && length <= 6 * 1024 + 500);
  }

  @Test
  void oneInAHundredIsFoundBySenderAndOneByItsBody() {
    assertThat(
            count(
                text ->
                    text.lines()
                        .anyMatch(
                            line ->
                                line.startsWith("From: ")
                                    && line.endsWith("<zebedee@example.org>"))))
        .isEqualTo(MANY / 100);
    assertThat(count(text -> text.contains(MessageText.RARE_WORD))).isEqualTo(MANY / 100);
  }

  @Test
  void oneInTwentyHasAnAttachmentAndEveryPartEnds() {
    assertThat(count(text -> text.contains("filename=") && text.endsWith("--\n")))
        .isEqualTo(MANY / 20);
  }

  @Test
  void headersAreAsciiAndEndWithAnEmptyLine() {
    assertThat(
            count(
                text -> {
                  int end = text.indexOf("\n\n");
                  return end > 0 && text.substring(0, end).chars().allMatch(c -> c < 128);
                }))
        .isEqualTo(MANY);
  }

  @Test
  void linesEndWithCrlfOnTheWire() {
    String text =
        new String(MessageText.onTheWire(MessageText.small(3)), StandardCharsets.ISO_8859_1);

    assertThat(text.replace("\r\n", "")).doesNotContain("\n").doesNotContain("\r");
  }

  private static long count(Predicate<String> predicate) {
    return IntStream.range(0, MANY)
        .mapToObj(i -> new String(MessageText.small(i), StandardCharsets.UTF_8))
        .filter(predicate)
        .count();
  }
}
