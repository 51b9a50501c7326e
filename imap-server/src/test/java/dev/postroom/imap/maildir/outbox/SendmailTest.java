package dev.postroom.imap.maildir.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendmailTest {

  @TempDir Path directory;

  @Test
  void theProgramGetsTheMessageBehindAFieldThatNamesTheSender() throws Exception {
    Sendmail sendmail =
        program("{ echo \"$@\"; env | grep -v -e PATH -e PWD -e SHLVL -e _=; cat; } > said");
    sendmail.send(message("To: b\n\nx\n"));
    assertThat(directory.resolve("said"))
        .hasContent(
            "-oi -t -f anna@example\nSENDER=anna@example\nX-Sender: anna@example\nTo: b\n\nx\n");
  }

  @Test
  void noFieldIsAddedWhereTheSiteNamesNone() throws Exception {
    Path program = program("cat > said").program();
    new Sendmail(program, "anna", "", Duration.ofMinutes(1)).send(message("To: b\n"));
    assertThat(directory.resolve("said")).hasContent("To: b\n");
  }

  @Test
  void whatItSaysWhenItFailsIsToldInOneShortLine() {
    String tooLong = "x".repeat(Sendmail.MAX_OUTPUT);
    Sendmail sendmail =
        program("cat > /dev/null; echo no; echo way >&2; echo " + tooLong + "; exit 75");
    assertThatThrownBy(() -> sendmail.send(message("To: b\n")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("sendmail ended with 75: no/way/xxx")
        .hasMessageMatching(".{1000,1200}");
  }

  @Test
  void oneThatTakesTooLongIsKilledWithAllThatItStarted() throws Exception {
    Path program = program("echo $$ > pid; sleep 600 & echo $! > child; wait").program();
    var sendmail = new Sendmail(program, "anna", "", Duration.ofSeconds(2));
    assertThatThrownBy(() -> sendmail.send(message("To: b\n")))
        .hasMessageContaining("was killed, it took longer than PT2S");
    for (String file : new String[] {"pid", "child"}) {
      long pid = Long.parseLong(Files.readString(directory.resolve(file)).strip());
      ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
    }
  }

  @Test
  void whatItLeavesRunningIsNotWaitedFor() throws Exception {
    Path program = program("cat > /dev/null; sleep 600 & echo $! > child; exit 75").program();
    var sendmail = new Sendmail(program, "anna", "", Duration.ofSeconds(5));
    try {
      assertThatThrownBy(() -> sendmail.send(message("To: b\n")))
          .hasMessageContaining("sendmail ended with 75");
    } finally {
      child().ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void whatItLeavesReadingTheMessageIsNotWaitedFor() throws Exception {
    Path program = program("sleep 600 <&0 & echo $! > child; exit 0").program();
    var sendmail = new Sendmail(program, "anna", "", Duration.ofSeconds(2));
    try {
      assertThatThrownBy(() -> sendmail.send(message("To: b\n" + "x\n".repeat(1 << 20))))
          .hasMessageContaining("did not read the message");
    } finally {
      child().ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void oneThatDoesNotReadTheMessageHasNotSentIt() {
    Sendmail sendmail = program("exec 0<&-; exit 0");
    assertThatThrownBy(() -> sendmail.send(message("To: b\n" + "x\n".repeat(1 << 20))))
        .hasMessageContaining("did not read the message");
  }

  @Test
  void aNameThatCouldBeAnotherFieldIsNotSentFor() {
    var sendmail = new Sendmail(directory, "anna\nBcc: all", "X-Sender", Duration.ofMinutes(1));
    assertThatThrownBy(() -> sendmail.send(message("To: b\n")))
        .hasMessageContaining("control characters");
  }

  private Sendmail program(String script) {
    try {
      Path program = directory.resolve("sendmail");
      Files.writeString(program, "#!/bin/sh\ncd " + directory + "\n" + script + "\n");
      assertThat(program.toFile().setExecutable(true)).isTrue();
      return new Sendmail(program, "anna@example", "X-Sender", Duration.ofMinutes(1));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What the program left running. */
  private Optional<ProcessHandle> child() throws IOException {
    return ProcessHandle.of(Long.parseLong(Files.readString(directory.resolve("child")).strip()));
  }

  private Path message(String text) throws IOException {
    return Files.writeString(directory.resolve("message"), text);
  }
}
