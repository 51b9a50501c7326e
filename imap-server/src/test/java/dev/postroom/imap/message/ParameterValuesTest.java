package dev.postroom.imap.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParameterValuesTest {

  private static Map<String, String> decode(String... namesAndValues) {
    var parameters = new LinkedHashMap<String, String>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return ParameterValues.decode(parameters);
  }

  private static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  @Test
  void sectionsAreJoinedInTheirOrder() {
    assertThat(decode("CHARSET", "utf-8", "BAZ*1", "b", "BAZ*0", "a", "BAZ*2", "c"))
        .isEqualTo(Map.of("CHARSET", "utf-8", "BAZ", "abc"));
  }

  @Test
  void encodedSectionsBecomeUtf8() {
    assertThat(decode("FOO*0*", "iso-8859-1'de'gr%FC", "FOO*1", "n%", "FOO*2*", "%21"))
        .isEqualTo(Map.of("FOO*", utf8("grün%!")));
    assertThat(decode("FILENAME*", "UTF-8''%C3%A9t%C3%A9.txt"))
        .isEqualTo(Map.of("FILENAME*", utf8("été.txt")));
  }

  @Test
  void whatCannotBeReadStaysAsItIs() {
    for (String[] broken :
        new String[][] {
          {"A*1", "x"},
          {"A*0", "x", "A*2", "y"},
          {"A*", "no-such-charset''x"},
          {"A*", "UTF-8''%C"},
          {"A*", "UTF-8''%ZZ"},
          {"A*", "without quotes"},
          {"*", "x"},
        }) {
      var expected = new LinkedHashMap<String, String>();
      for (int i = 0; i < broken.length; i += 2) {
        expected.put(broken[i], broken[i + 1]);
      }
      assertThat(decode(broken)).isEqualTo(expected);
    }
  }

  @Test
  void aParameterThatIsPlainAndEncodedIsToldTwice() {
    assertThat(decode("FILENAME", "plain.txt", "FILENAME*", "UTF-8''x.txt"))
        .isEqualTo(Map.of("FILENAME", "plain.txt", "FILENAME*", "x.txt"));
  }
}
