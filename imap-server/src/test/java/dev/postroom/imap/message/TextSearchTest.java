package dev.postroom.imap.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextSearchTest {

  private final TextSearch search =
      new MimeMessage(
              BytesContent.of(
                  """
                  From: =?iso-8859-1?q?Ren=E9?= <rene@example.org>
                  Subject: a long
                   subject
                  X-Empty:
                  Content-Type: multipart/mixed; boundary=b

                  preamble
                  --b
                  Content-Type: text/plain; charset=utf-8
                  Content-Transfer-Encoding: base64

                  w4RwZmVsIHVuZCBCaXJuZW4=
                  --b
                  Content-Type: text/html; charset=iso-8859-1
                  Content-Transfer-Encoding: quoted-printable

                  soft=
                  wrapped =DCbung
                  --b
                  Content-Type: image/png

                  notatext
                  --b
                  Content-Type: message/rfc822

                  Subject: inner

                  unencoded
                  --b
                  Content-Type: message/delivery-status

                  Action: failed
                  --b--
                  """))
          .search();

  @ParameterizedTest
  @ValueSource(
      strings = {"äpfel UND", "softwrapped", "übung", "inner", "unencoded", "action: failed", ""})
  void bodyFindsDecodedTextWithoutRegardToCase(String text) throws IOException {
    assertThat(search.body(text)).isTrue();
    assertThat(search.text(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"notatext", "w4Rw", "missing", "preamble"})
  void bodyDoesNotFindWhatIsNoText(String text) throws IOException {
    assertThat(search.body(text)).isFalse();
  }

  @Test
  void textLooksAtTheHeaderTooAndBodyDoesNot() throws IOException {
    assertThat(search.text("rené")).isTrue();
    assertThat(search.body("rené")).isFalse();
  }

  @Test
  void headerLooksAtOneFieldDecodedAndUnfolded() throws IOException {
    assertThat(search.header("from", "RENÉ <rene@")).isTrue();
    assertThat(search.header("Subject", "long subject")).isTrue();
    assertThat(search.header("Subject", "rene")).isFalse();
    assertThat(search.header("X-Empty", "")).isTrue();
    assertThat(search.header("X-Missing", "")).isFalse();
  }

  @Test
  void findsATextAcrossTheBordersOfItsBuffers() throws IOException {
    TextSearch large =
        new MimeMessage(BytesContent.of("\n" + "x".repeat(8190) + "needle" + "y".repeat(9000)))
            .search();

    assertThat(large.body("needle")).isTrue();
    assertThat(large.body("needles")).isFalse();
  }

  private static TextSearch text(String charset, String encoding, byte[] body) {
    byte[] header =
        "Content-Type: text/plain; charset=%s\r\nContent-Transfer-Encoding: %s\r\n\r\n"
            .formatted(charset, encoding)
            .getBytes(StandardCharsets.US_ASCII);
    byte[] message = Arrays.copyOf(header, header.length + body.length);
    System.arraycopy(body, 0, message, header.length, body.length);
    return new MimeMessage(new BytesContent(message)).search();
  }

  @Test
  void aDigestSparesAPassAndChangesNoAnswer() throws IOException {
    BytesContent content =
        BytesContent.of(
            """
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Description: described
            X-Odd: peculiar

            hello
            --b--
            """);
    TextSearch first = new MimeMessage(content).search();
    assertThat(first.body("hello")).isTrue();
    long both = content.read();

    TextSearch second = new MimeMessage(content).search();
    assertThat(second.body("hello")).isTrue();
    assertThat(content.read() - both).isLessThan(both);
    for (TextSearch search : List.of(first, second)) {
      assertThat(search.body("described")).isTrue();
      assertThat(search.body("peculiar")).isFalse();
    }
  }

  @Test
  void accentsThatAreCharactersOfTheirOwnAreTheSame() throws IOException {
    TextSearch search =
        text("utf-8", "8bit", "Cafe\u0301 und \u00c9t\u00e9".getBytes(StandardCharsets.UTF_8));

    assertThat(search.body("caf\u00e9")).isTrue();
    assertThat(search.body("e\u0301te\u0301")).isTrue();
    assertThat(search.body("und ete")).isFalse();
  }

  @Test
  void whatStandsBehindTheFirstByteThatIsNotAsciiIsFound() throws IOException {
    String body = "x".repeat(70_000) + "nee\u0064le \u00fc Sta\u00dfe \u2126 \u212a";
    TextSearch search = text("utf-8", "8bit", body.getBytes(StandardCharsets.UTF_8));

    assertThat(search.body("NEEDLE")).isTrue();
    assertThat(search.body("needle \u00dc")).isTrue();
    // KELVIN SIGN is a K to this collation.
    assertThat(search.body("\u03c9 k")).isTrue();
    assertThat(search.body("needles")).isFalse();
  }

  @Test
  void charsetsInWhichAsciiBytesMeanOtherCharactersAreDecodedFirst() throws IOException {
    TextSearch search = text("iso-2022-jp", "7bit", "日本".getBytes(Charset.forName("iso-2022-jp")));

    assertThat(search.body("本")).isTrue();
    assertThat(search.body("F|")).isFalse();
  }

  @Test
  void asciiIsFoundWhereverItStands() throws IOException {
    for (int before : new int[] {0, 1, 65_530, 65_533, 65_536, 131_070}) {
      TextSearch search =
          new MimeMessage(BytesContent.of("\n" + "n".repeat(before) + "NeEdle")).search();
      assertThat(search.body("needle")).as("behind %d", before).isTrue();
      assertThat(search.body("needlex")).as("behind %d", before).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Sat, 21 Nov 2026 23:59:00 -1200 | 2026-11-21
          1 jan 99 00:00 GMT              | 1999-01-01
          (comment) nonsense              |
          31 Feb 2020 00:00:00 +0000      |
          """)
  void theSentDateIsTheDayThatIsWritten(String date, LocalDate expected) throws IOException {
    assertThat(new MimeMessage(BytesContent.of("Date: " + date + "\n\n")).search().sentDate())
        .isEqualTo(java.util.Optional.ofNullable(expected));
  }
}
