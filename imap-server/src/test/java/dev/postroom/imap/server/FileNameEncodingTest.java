package dev.postroom.imap.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileNameEncodingTest {

  @Test
  void anEncodingThatHidesMailboxesIsNamedTogetherWithItsCure() {
    assertThat(FileNameEncoding.problem("ANSI_X3.4-1968"))
        .hasValueSatisfying(
            problem -> assertThat(problem).contains("ANSI_X3.4-1968", "hidden", "LC_ALL=C.UTF-8"));
  }

  @Test
  void withUtf8ThereIsNothingToTell() {
    assertThat(FileNameEncoding.problem("UTF-8")).isEmpty();
  }
}
