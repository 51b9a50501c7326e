package dev.postroom.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ContentHashTest {

  @Test
  void isWhatSha256sumPrints() {
    assertThat(ContentHash.of("MAXPERIP=4\n"))
        .isEqualTo("87f77fcab008bcd2e392841c5d08eb76bbd079a38c84e93ab18425f41de8ee4b");
    assertThat(ContentHash.of(new byte[0]))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void ofATextIsThatOfItsUtf8Bytes() {
    assertThat(ContentHash.of("Büro"))
        .isEqualTo(ContentHash.of("Büro".getBytes(StandardCharsets.UTF_8)));
  }
}
