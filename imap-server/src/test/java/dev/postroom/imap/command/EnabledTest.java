package dev.postroom.imap.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EnabledTest {

  @Test
  void qresyncTurnsOnCondstore() {
    assertThat(Enabled.NOTHING.with(Extension.QRESYNC).has(Extension.CONDSTORE)).isTrue();
    assertThat(Enabled.NOTHING.with(Extension.CONDSTORE).has(Extension.QRESYNC)).isFalse();
  }

  @Test
  void namesAreUtf8AfterUtf8AcceptAndInImap4rev2() {
    assertThat(Enabled.NOTHING.with(Extension.QRESYNC).utf8()).isFalse();
    assertThat(Enabled.NOTHING.with(Extension.UTF8_ACCEPT).utf8()).isTrue();
    assertThat(Enabled.NOTHING.with(Extension.IMAP4REV2).utf8()).isTrue();
  }

  @Test
  void extensionsAreNamedWithoutRegardToCase() {
    assertThat(Extension.named("utf8=accept")).contains(Extension.UTF8_ACCEPT);
    assertThat(Extension.named("UTF8")).isEmpty();
  }
}
