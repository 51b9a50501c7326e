package dev.postroom.imap.maildir.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.UniqueNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class WitnessTest {

  @TempDir Path scratch;

  private final DurableFiles own = new DurableFiles(new UniqueNames(Clock.systemUTC(), "a", 1), 0);
  private final DurableFiles other =
      new DurableFiles(new UniqueNames(Clock.systemUTC(), "b", 2), 0);
  private Path cur;
  private Path elsewhere;
  private Witness witness;

  @BeforeEach
  void begin() throws IOException {
    cur = Files.createDirectory(scratch.resolve("cur"));
    elsewhere = Files.createDirectory(scratch.resolve("elsewhere"));
    Files.createFile(cur.resolve("one"));
    witness = own.witness(cur);
    witness.attend();
    witness.begin();
  }

  @AfterEach
  void leave() {
    witness.leave();
  }

  @Test
  void testifiesThatAllThatChangedWasDoneHere() throws IOException {
    own.rename(cur.resolve("one"), cur.resolve("two"));
    own.rename(cur.resolve("two"), elsewhere.resolve("two"));
    own.rename(elsewhere.resolve("two"), cur.resolve("three"));
    own.delete(cur.resolve("three"));
    own.delete(cur.resolve("three"));

    assertThat(witness.testifies()).isTrue();
  }

  @Test
  void testifiesAgainAndAgain() throws IOException {
    for (int i = 0; i < 3 * Witness.MAX_CHANGES; i++) {
      own.rename(cur.resolve("one"), cur.resolve("two"));
      own.rename(cur.resolve("two"), cur.resolve("one"));
      assertThat(witness.testifies()).isTrue();
    }
  }

  @Test
  void sayingNothingOfAnothersChangeItDoesNotTestify() throws IOException {
    other.rename(cur.resolve("one"), cur.resolve("two"));

    assertThat(witness.testifies()).isFalse();
    assertThat(witness.testifies()).as("until it begins anew").isFalse();
    witness.begin();
    assertThat(witness.testifies()).isTrue();
  }

  @Test
  void noticesAnothersChangeBetweenTwoOfOnesOwn() throws IOException {
    own.rename(cur.resolve("one"), cur.resolve("two"));
    other.rename(cur.resolve("two"), cur.resolve("three"));
    other.rename(cur.resolve("three"), cur.resolve("two"));
    own.rename(cur.resolve("two"), cur.resolve("one"));

    assertThat(witness.testifies()).isFalse();
  }

  @Test
  void noticesWhatAnotherMakesLinksAndDeletes() throws IOException {
    Files.createFile(cur.resolve("made"));
    assertThat(witness.testifies()).isFalse();

    witness.begin();
    Files.createLink(cur.resolve("linked"), cur.resolve("one"));
    assertThat(witness.testifies()).isFalse();

    witness.begin();
    Files.delete(cur.resolve("one"));
    assertThat(witness.testifies()).isFalse();
  }

  @Test
  void listensNoMoreToWhoChangesMuchAtOnce() throws IOException {
    for (int i = 0; i <= Witness.MAX_CHANGES; i++) {
      own.rename(cur.resolve("one"), cur.resolve("two"));
      own.rename(cur.resolve("two"), cur.resolve("one"));
    }
    assertThat(witness.testifies()).isFalse();

    witness.begin();
    own.rename(cur.resolve("one"), cur.resolve("two"));
    assertThat(witness.testifies()).isTrue();
  }

  @Test
  void noticesThatTheDirectoryIsAnother() throws IOException {
    Files.move(cur, scratch.resolve("old"));
    Files.createDirectory(cur);
    Files.createFile(cur.resolve("one"));
    witness.begin();
    own.rename(cur.resolve("one"), cur.resolve("two"));
    assertThat(witness.testifies()).isTrue();

    other.delete(cur.resolve("two"));
    Files.delete(cur);
    assertThat(witness.testifies()).isFalse();
  }

  @Test
  void testifiesToNothingWhereItDoesNotAttend() throws IOException {
    witness.leave();
    witness.begin();
    assertThat(witness.testifies()).isFalse();
  }

  @Test
  void eachOfTwoWhoChangeADirectoryNoticesTheOther() throws IOException {
    Witness others = other.witness(cur);
    others.attend();
    others.begin();

    own.rename(cur.resolve("one"), cur.resolve("two"));

    assertThat(witness.testifies()).isTrue();
    assertThat(others.testifies()).isFalse();
    others.leave();
    own.rename(cur.resolve("two"), cur.resolve("one"));
    assertThat(witness.testifies()).isTrue();
  }
}
