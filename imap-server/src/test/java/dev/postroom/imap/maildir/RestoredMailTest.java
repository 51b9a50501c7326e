package dev.postroom.imap.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.mailbox.UidRange;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/operations.md has administrators do with mail of a backup. */
class RestoredMailTest {

  private static final Path PAGE = Path.of("..", "docs", "operations.md");

  /** The block that makes a backup one that clients can meet. */
  private static final Pattern RESTORE =
      Pattern.compile("```\n(find /var/mail -name postroomindex .+?)```", Pattern.DOTALL);

  private static final int DEADLINE_SECONDS = 60;

  @TempDir private Path home;
  private Path maildir;
  private IndexedInbox inbox;

  @BeforeEach
  void layOut() throws Exception {
    assumeThat(new File("/usr/bin/awk")).as("awk, with which the page works").exists();
    maildir = home.resolve("mail/Maildir");
    inbox = new IndexedInbox(maildir);
  }

  @Test
  void aRestoredFolderGivesNoUidAgainAndTellsClientsOfAllThatIsOtherThanTheyThink()
      throws Exception {
    var saved = inbox.open();
    run("cp -a Maildir backup");
    Files.writeString(maildir.resolve("new/6.a"), "came after the backup\n");
    inbox.open();
    inbox.open(
        mailbox -> {
          IndexedInbox.store(mailbox, Flags.of(SystemFlag.SEEN), 2L);
          IndexedInbox.expunge(mailbox, 3L);
        });
    var lost = inbox.open();
    assertThat(lost.uidNext()).isEqualTo(7);

    run("rm -r Maildir && mv backup Maildir");
    run(restore());
    Files.writeString(maildir.resolve("new/7.a"), "came after the restore\n");
    var restored =
        inbox.open(
            mailbox ->
                assertThat(mailbox.vanishedSince(lost.highest(), List.of(new UidRange(1, 6))))
                    .as("what came after the backup is told to be gone")
                    .containsExactly(new UidRange(6, 6)));

    assertThat(restored.uidValidity()).isEqualTo(saved.uidValidity());
    assertThat(restored.messages())
        .extracting(MessageState::uid)
        .as("what programs have they need not fetch again; UID 6 was another message's")
        .containsExactly(1L, 2L, 3L, 4L, 5L, 1_000_006L);
    assertThat(restored.messages())
        .as("a client that asks for what changed since it was last here is told of every message")
        .allMatch(message -> message.modSeq() > lost.highest());
  }

  private static String restore() throws IOException {
    Matcher block = RESTORE.matcher(Files.readString(PAGE));
    assertThat(block.find()).as("the commands after a restore on %s", PAGE).isTrue();
    return block.group(1).replace("/var/mail", ".");
  }

  private void run(String commands) throws Exception {
    var process =
        new ProcessBuilder("sh", "-ec", commands)
            .directory(home.resolve("mail").toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    assertThat(said).isEmpty();
  }
}
