package dev.postroom.imap.maildir.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.mailbox.MailboxName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Courier's index files; what names become was compared with courier-imap 5.0.13. */
class SharedAccountsTest {

  private static final String WANTED =
      "write name, uid, gid, home and maybe maildir, or name, * and file, with one tab between"
          + " them; uid and gid are numbers above 0";

  @TempDir Path directory;
  private final SharedIndexes indexes = new SharedIndexes();

  @Test
  void accountsAndGroupsAreLevelsOfNames() throws IOException {
    write("index", "anna\t8\t8\t/home/anna # boss\n# nobody\n\nsales\t*\tgroups/sales\n");
    write("groups/sales", "ben\t8\t8\t/home/ben\tMail\ncarla\t8\t8\t/home/carla\t/mail/carla\n");

    assertThat(accounts(false).all())
        .containsExactly(
            account("anna", "#shared.anna", "/home/anna/./Maildir"),
            account("ben", "#shared.sales.ben", "/home/ben/Mail"),
            account("carla", "#shared.sales.carla", "/mail/carla"));
    assertThat(owner("#shared.sales.ben.Sent.2026")).containsExactly("ben");
    assertThat(owner("#shared.sales.ben")).containsExactly("ben");
    assertThat(owner("#shared.sales")).isEmpty();
    assertThat(owner("#shared.sales.dora.x")).isEmpty();
    assertThat(owner("#shared.annabel")).isEmpty();
  }

  @Test
  void whatWouldDivideANameIsShownOtherwise() throws IOException {
    write("index", "d.e/f\\\t8\t8\t/home/d\n");

    assertThat(accounts(false).all().getFirst().root().value()).isEqualTo("#shared.d e f\\");
    assertThat(accounts(true).all().getFirst().root().value()).isEqualTo("#shared.d\\:e\\;f\\\\");
    assertThat(accounts(true).owning(new MailboxName("#shared.d\\:e\\;f\\\\.x"))).isPresent();
  }

  @Test
  void linesThatAreNoneArePassedOverAndToldAndOfTwoWithOneNameTheFirstCounts() {
    SharedIndex index =
        SharedIndex.parse(
            "root\t0\t8\t/root\nben\t8\t8\t/home/ben\nben\t8\t8\t/other\nx\t8\t8\n\t8\t8\t/x\n");

    assertThat(index.entries())
        .containsExactly(new SharedIndex.Account("ben", "/home/ben", "./Maildir"));
    assertThat(index.problems()).containsExactly("1: " + WANTED, "4: " + WANTED, "5: " + WANTED);
  }

  @Test
  void aChangedIndexIsReadAgain() throws IOException {
    assertThat(accounts(false).exist()).isFalse();
    assertThat(accounts(false).all()).isEmpty();
    write("index", "ben\t8\t8\t/home/ben\n");
    assertThat(owner("#shared.ben.x")).containsExactly("ben");

    Path next = Files.writeString(directory.resolve("next"), "eva\t8\t8\t/home/eva\n");
    Files.move(next, directory.resolve("index"), StandardCopyOption.REPLACE_EXISTING);

    assertThat(accounts(false).exist()).isTrue();
    assertThat(owner("#shared.ben.x")).isEmpty();
    assertThat(owner("#shared.eva.x")).containsExactly("eva");
  }

  @Test
  void groupsThatHoldThemselvesEnd() throws IOException {
    write("index", "ben\t8\t8\t/home/ben\nagain\t*\tindex\n");

    assertThat(accounts(false).all()).hasSize(SharedAccounts.MAX_DEPTH + 1);
  }

  @Test
  void ofAnEndlessIndexOnlyTheBeginningIsRead() throws IOException {
    String comment = "#" + "x".repeat(SharedIndexes.MAX_BYTES) + "\n";
    write("index", "ben\t8\t8\t/home/ben\n" + comment + "eva\t8\t8\t/home/eva\n");

    assertThat(accounts(false).all()).extracting(SharedAccount::name).containsExactly("ben");
  }

  private SharedAccounts accounts(boolean munged) {
    return new SharedAccounts(
        indexes, new SharedFolders(directory.resolve("index"), munged, UnaryOperator.identity()));
  }

  private List<String> owner(String mailbox) {
    return accounts(false).owning(new MailboxName(mailbox)).stream()
        .map(SharedAccount::name)
        .toList();
  }

  private static SharedAccount account(String name, String root, String maildir) {
    return new SharedAccount(name, new MailboxName(root), Path.of(maildir));
  }

  private void write(String file, String text) throws IOException {
    Path path = directory.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
