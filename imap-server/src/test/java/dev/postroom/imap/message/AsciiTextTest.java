package dev.postroom.imap.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AsciiTextTest {

  @Test
  void asciiIsToldAsItIs() {
    assertThat(AsciiText.unstructured("=?utf-8?q?x?=  \"y\"")).isEqualTo("=?utf-8?q?x?=  \"y\"");
    assertThat(AsciiText.phrase("=?utf-8?q?x?=  y")).isEqualTo("=?utf-8?q?x?=  y");
    assertThat(AsciiText.domain("Example.ORG")).isEqualTo("Example.ORG");
    assertThat(AsciiText.parameters(Map.of("NAME", "a b"))).isEqualTo(Map.of("NAME", "a b"));
  }

  @Test
  void ofASubjectOnlyTheWordsThatAreNotAsciiAreEncodedWithTheBlanksBetweenThem() {
    assertThat(AsciiText.unstructured(bytes("On  Gr\u00fc\u00dfe \u00e4 and out")))
        .isEqualTo("On  =?utf-8?B?R3LDvMOfZSDDpA==?= and out");
  }

  @Test
  void bytesThatAreNotUtf8AreTakenForLatin1() {
    assertThat(AsciiText.phrase(new String("Gr\u00fc\u00dfe".getBytes(ISO_8859_1), ISO_8859_1)))
        .isEqualTo("=?utf-8?B?R3LDvMOfZQ==?=");
  }

  @Test
  void anEncodedWordBesideIsEncodedOnce() {
    String told = AsciiText.unstructured(bytes("=?iso-8859-1?Q?=E4?= \u00f6"));

    assertThat(told).isEqualTo("=?utf-8?B?w6Qgw7Y=?=");
    assertThat(EncodedWords.decode(told)).isEqualTo("\u00e4 \u00f6");
  }

  @Test
  void noEncodedWordIsTooLongOrEndsWithinACharacter() {
    String text = "\u00e4 \u20ac\ud83d\ude00 ".repeat(50).strip();
    String told = AsciiText.phrase(bytes(text));

    assertThat(told.split(" "))
        .allSatisfy(
            word -> {
              assertThat(word.length()).isLessThanOrEqualTo(75);
              assertThat(EncodedWords.decode(word)).doesNotContain("\ufffd");
            });
    assertThat(EncodedWords.decode(told)).isEqualTo(text);
  }

  @Test
  void aDomainHasItsNameInTheDns() {
    assertThat(AsciiText.domain(bytes("ex\u00e4mple.org"))).isEqualTo("xn--exmple-cua.org");
    assertThat(AsciiText.domain(bytes("\u00e4".repeat(80)))).startsWith("=?utf-8?B?");
  }

  @Test
  void aParameterIsEncodedAsParametersAre() {
    assertThat(AsciiText.parameters(Map.of("NAME", bytes("\u00e4 b.pdf"))))
        .isEqualTo(Map.of("NAME*", "utf-8''%C3%A4%20b.pdf"));
  }

  private static String bytes(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }
}
