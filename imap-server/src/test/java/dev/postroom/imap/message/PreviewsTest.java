package dev.postroom.imap.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreviewsTest {

  private static String preview(String message) throws IOException {
    return new MimeMessage(BytesContent.of(message)).preview(false).orElseThrow();
  }

  /** RFC 8970 section 3.3. */
  @Test
  void itHas200CharactersOfUnicodeAtMost() throws IOException {
    String many = "\u00f0\u009f\u0098\u0080".repeat(300);

    String preview = preview("Content-Type: text/plain; charset=utf-8\n\n" + many + "\n");

    assertThat(preview).isEqualTo("\ud83d\ude00".repeat(200));
  }

  @Test
  void anEndlessTextIsNotReadToItsEnd() throws IOException {
    var content = BytesContent.of("Subject: x\n\n" + "word ".repeat(1_000_000));

    assertThat(new MimeMessage(content).preview(false).orElseThrow()).startsWith("word word");
    assertThat(content.read()).isLessThan(100_000);
  }

  /** Encodings and charsets that turn any number of octets into nothing. */
  @Test
  void whatStandsForNothingIsNotReadToItsEnd() throws IOException {
    for (String bomb :
        List.of(
            "Content-Transfer-Encoding: base64\n\n" + "!?".repeat(1_000_000),
            "Content-Transfer-Encoding: quoted-printable\n\n" + "=\n".repeat(1_000_000),
            "Content-Type: text/plain; charset=iso-2022-jp\n\n" + "\u001b(B".repeat(1_000_000))) {
      var content = BytesContent.of(bomb);

      assertThat(new MimeMessage(content).preview(true)).contains("");
      assertThat(content.read()).isLessThan(100_000);
    }
  }

  /** RFC 8970 section 3.2. */
  @Test
  void whatIsEncryptedHasNoPreview() throws IOException {
    assertThat(
            preview(
                """
                Content-Type: multipart/encrypted; boundary=b; protocol="application/pgp-encrypted"

                --b
                Content-Type: application/pgp-encrypted

                Version: 1
                --b
                Content-Type: application/octet-stream

                -----BEGIN PGP MESSAGE-----

                hQEMA
                -----END PGP MESSAGE-----
                --b--
                """))
        .isEmpty();
    assertThat(preview("Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nMIIB\n"))
        .isEmpty();
    assertThat(preview("Subject: x\n\n\n-----BEGIN PGP MESSAGE-----\n\nhQEMA\n")).isEmpty();
  }

  @Test
  void anAttachmentIsNoPreviewAndNeitherIsWhatSaysNothing() throws IOException {
    String preview =
        preview(
            """
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Disposition: attachment

            a log
            --b

            \t
            --b
            Content-Type: text/calendar

            BEGIN:VCALENDAR
            --b
            Content-Type: text/html

            <p>The third
            --b--
            """);

    assertThat(preview).isEqualTo("The third");
  }

  @Test
  void aForwardedMessageIsShownWhereThereIsNothingElse() throws IOException {
    assertThat(preview("Content-Type: message/rfc822\n\nSubject: inner\n\nits text\n"))
        .isEqualTo("its text");
  }

  @Test
  void ofHtmlTheTextIsShown() throws IOException {
    String preview =
        preview(
            """
            Content-Type: text/html; charset=utf-8

            <!doctype html><head><title>T</title><style>p > a { color: red }</style></head>
            <!-- <p>not this</p> --><script>if (a < b) {}</SCRIPT>
            <body title="a > b"><p>Dear&nbsp;B<i>o</i>b,<br>1 &lt; 2 &amp;&amp; 3 &gt; 2 &#8364;
            &#x21; &unknown; AT&T<td>a<td>b < c&zwnj;&#8203;
            """);

    assertThat(preview).isEqualTo("Dear Bob, 1 < 2 && 3 > 2 \u20ac ! &unknown; AT&T a b < c");
  }

  @Test
  void whatBeginsTooFarBehindIsNotLookedFor() throws IOException {
    String blanks = " ".repeat(Previews.MAX_PLAIN_CHARS);
    String style = "<style>" + "p".repeat(Previews.MAX_HTML_CHARS) + "</style>";

    assertThat(preview("Subject: x\n\n" + blanks + "text")).isEmpty();
    assertThat(preview("Content-Type: text/html\n\n" + style + "text")).isEmpty();
    assertThat(preview("Content-Type: text/html\n\n" + blanks + "text")).isEqualTo("text");
  }

  @Test
  void whatIsBrokenIsReadAsFarAsItGoes() throws IOException {
    assertThat(preview("Content-Type: text/html\n\nbefore<a href=\"x>hidden")).isEqualTo("before");
    assertThat(preview("Content-Type: text/html\n\nbefore<!-- hidden")).isEqualTo("before");
    assertThat(preview("Content-Type: text/html\n\n<p id=Bob's>At <a title = \"5\" >\" b>noon"))
        .isEqualTo("At \" b>noon");
    assertThat(preview("Content-Type: text/html\n\n<a title=\"5\" tall\">At noon</a>"))
        .isEqualTo("At noon");
    assertThat(preview("Content-Type: text/html\n\nbefore<style>hidden")).isEqualTo("before");
    assertThat(preview("Content-Type: text/html\n\nbefore &#xD800; &#99999999; &"))
        .isEqualTo("before &#99999999; &");
    assertThat(preview("Content-Transfer-Encoding: x-own\n\nas it is")).isEqualTo("as it is");
  }
}
