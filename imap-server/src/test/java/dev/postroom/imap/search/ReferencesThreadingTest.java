package dev.postroom.imap.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each step of RFC 5256 section 3, REFERENCES. Messages are sent in the order of their numbers. */
class ReferencesThreadingTest {

  private static ThreadedMessage message(
      int sequence, String subject, String id, String... references) {
    return at(sequence, sequence, subject, id, references);
  }

  private static ThreadedMessage at(
      long sent, int sequence, String subject, String id, String... references) {
    BaseSubject base = BaseSubject.of(subject);
    return new ThreadedMessage(
        sequence,
        sent,
        base.text().toUpperCase(java.util.Locale.ROOT),
        base.replyOrForward(),
        Optional.ofNullable(id),
        List.of(references));
  }

  private static String threads(ThreadedMessage... messages) {
    var threading = new ReferencesThreading();
    Arrays.stream(messages).forEach(threading::add);
    return ThreadText.of(threading.threads());
  }

  @Test
  void referencesLinkMessagesInTheirOrder() {
    assertThat(
            threads(
                message(1, "", "a"),
                message(2, "", "b", "a"),
                message(3, "", "c", "a", "b"),
                message(4, "", "d", "a")))
        .isEqualTo("(1 (2 3)(4))");
  }

  /** The threads that section 4, THREAD Response, has as its examples. */
  @Test
  void theExamplesOfTheRfc() {
    assertThat(
            threads(
                message(2, "", "2"),
                message(3, "", "3"),
                message(4, "", "4", "3", "6"),
                message(6, "", "6", "3"),
                message(7, "", "7", "3", "6", "44"),
                message(23, "", "23", "3", "6", "4"),
                message(44, "", "44", "3", "6"),
                message(96, "", "96", "3", "6", "44", "7")))
        .isEqualTo("(2)(3 6 (4 23)(44 7 96))");
    assertThat(
            threads(
                message(3, "", "3", "not in the mailbox"),
                message(5, "", "5", "not in the mailbox")))
        .isEqualTo("((3)(5))");
  }

  @Test
  void aMissingMessageWithOneChildIsPassedOver() {
    assertThat(threads(message(1, "", "b", "gone"), message(2, "", "c", "b", "gone2")))
        .isEqualTo("(1 2)");
    assertThat(threads(message(1, "", "b", "x", "y", "z"))).isEqualTo("(1)");
  }

  @Test
  void aMissingMessageWithSeveralChildrenHoldsThemTogetherAtTheTopOnly() {
    assertThat(threads(message(1, "", "b", "gone"), message(2, "", "c", "gone")))
        .isEqualTo("((1)(2))");
    assertThat(
            threads(
                message(1, "", "a"),
                message(2, "", "b", "a", "gone"),
                message(3, "", "c", "a", "gone")))
        .isEqualTo("(1 (2)(3))");
    assertThat(
            threads(
                message(1, "", "b", "gone1", "gone2"),
                message(2, "", "c", "gone1", "gone3", "gone4")))
        .isEqualTo("((1)(2))");
  }

  @Test
  void noLoopIsEverMade() {
    assertThat(threads(message(1, "", "a", "b"), message(2, "", "b", "a"))).isEqualTo("(2 1)");
    assertThat(threads(message(1, "", "a", "a"))).isEqualTo("(1)");
    assertThat(threads(message(1, "", "a", "b", "c", "b", "c"))).isEqualTo("(1)");
    assertThat(
            threads(message(1, "", "a", "c"), message(2, "", "b", "a"), message(3, "", "c", "b")))
        .isEqualTo("(3 1 2)");
  }

  @Test
  void aMessageBelievesItsOwnReferencesMoreThanThoseOfOthers() {
    assertThat(
            threads(
                message(1, "", "a"),
                message(2, "", "x"),
                message(3, "", "c", "a", "b"),
                message(4, "", "b", "x")))
        .isEqualTo("(1)(2 4 3)");
  }

  @Test
  void theFirstMessageOfAnIdKeepsIt() {
    assertThat(
            threads(
                message(1, "", "a"),
                message(2, "", "a", "z"),
                message(3, "", "b", "a"),
                message(4, "", null)))
        .isEqualTo("(1 3)(2)(4)");
  }

  @Test
  void threadsOfOneSubjectBecomeOne() {
    // A reply without references goes below what it answers.
    assertThat(threads(message(1, "Lunch", "a"), message(2, "Re: lunch", "b"))).isEqualTo("(1 2)");
    assertThat(threads(message(1, "Re: Lunch", "a"), message(2, "lunch", "b"))).isEqualTo("(2 1)");
    // Two that are no replies, or both are, become siblings.
    assertThat(threads(message(1, "Lunch", "a"), message(2, "lunch", "b"))).isEqualTo("((1)(2))");
    assertThat(threads(message(1, "Re: Lunch", "a"), message(2, "Fwd: lunch", "b")))
        .isEqualTo("((1)(2))");
    // Then others of that subject are siblings too.
    assertThat(
            threads(
                message(1, "Lunch", "a"), message(2, "lunch", "b"), message(3, "Re: Lunch", "c")))
        .isEqualTo("((1)(2)(3))");
    // Without a subject there is nothing in common.
    assertThat(threads(message(1, "", "a"), message(2, "Re:", "b"))).isEqualTo("(1)(2)");
  }

  @Test
  void aMissingMessageTakesInThoseOfItsSubject() {
    assertThat(
            threads(
                message(1, "Re: x", "b", "gone"),
                message(2, "Re: x", "c", "gone"),
                message(3, "x", "d")))
        .isEqualTo("((1)(2)(3))");
    assertThat(
            threads(
                message(1, "Re: x", "b", "gone"),
                message(2, "Re: x", "c", "gone"),
                message(3, "Re: x", "d", "lost"),
                message(4, "Re: x", "e", "lost")))
        .isEqualTo("((1)(2)(3)(4))");
  }

  @Test
  void whatIsGatheredLaterIsSortedToo() {
    assertThat(
            threads(
                at(20, 1, "x", "a"),
                at(40, 2, "Re: y", "b", "a"),
                at(30, 3, "Re: x", "c"),
                at(50, 4, "x", "d")))
        .isEqualTo("((1 (3)(2))(4))");
  }

  @Test
  void siblingsGoByDateAndAtTheSameTimeByNumber() {
    assertThat(
            threads(
                at(9, 1, "", "a"),
                at(5, 2, "", "b"),
                at(5, 3, "", "c"),
                at(20, 4, "", "d", "a"),
                at(10, 5, "", "e", "a"),
                at(1, 6, "", "f", "gone"),
                at(30, 7, "", "g", "gone")))
        .isEqualTo("((6)(7))(2)(3)(1 (5)(4))");
  }

  @Test
  void aCorrespondenceOfAnyLengthIsOneThread() {
    int length = 100_000;
    var threading = new ReferencesThreading();
    IntStream.rangeClosed(1, length)
        .mapToObj(i -> message(i, "Re: x", "id" + i, "id" + (i - 1)))
        .forEach(threading::add);
    assertThat(ThreadText.of(threading.threads())).startsWith("(1 2 3 ").endsWith(" 100000)");

    var backwards = new ReferencesThreading();
    IntStream.rangeClosed(1, length)
        .mapToObj(i -> message(i, "Re: x", "id" + i, "id" + (i + 1)))
        .forEach(backwards::add);
    assertThat(ThreadText.of(backwards.threads())).startsWith("(100000 99999 ").endsWith(" 1)");
  }
}
