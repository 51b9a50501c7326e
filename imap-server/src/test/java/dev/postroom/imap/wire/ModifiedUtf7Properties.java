package dev.postroom.imap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ModifiedUtf7Properties {

  @Property
  void everyTextComesBackFromAscii(@ForAll String text) {
    Assume.that(StandardCharsets.UTF_8.newEncoder().canEncode(text));
    String encoded = ModifiedUtf7.encode(text);
    assertThat(encoded.chars()).allMatch(c -> c >= 0x20 && c < 0x7f);
    assertThat(ModifiedUtf7.decode(encoded)).isEqualTo(text);
  }

  @Property
  void noTwoSpellingsStandForOneText(@ForAll String encoded) {
    try {
      assertThat(ModifiedUtf7.encode(ModifiedUtf7.decode(encoded))).isEqualTo(encoded);
    } catch (IllegalArgumentException notModifiedUtf7) {
      assertThat(notModifiedUtf7).hasMessageContaining("not modified UTF-7");
    }
  }
}
