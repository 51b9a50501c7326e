package dev.postroom.imap.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.postroom.imap.net.Listener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Courier's variables and account fields about mail reach the mail of who logs in. */
class MailVariablesTest {

  private static final String FROM = "127.77.12.1";

  @TempDir Path directory;
  private ServerFixture server;

  @BeforeEach
  void prepare() throws Exception {
    server = new ServerFixture(directory);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theQuotaOfTheAccountCountsAndElseTheSites() throws Exception {
    server.write("imapd", "PORT=0\nMAILDIRQUOTA=2048S\n");
    String userdb = Files.readString(directory.resolve("userdb"));
    server.write("userdb", userdb.replace("home-anna|", "home-anna|quota=1C|"));
    server.start();
    try (TestClient anna = loggedIn("anna");
        TestClient ben = loggedIn("ben")) {
      append(anna);
      append(ben);
      assertThat(anna.command("GETQUOTAROOT INBOX"))
          .containsExactly(
              "* QUOTAROOT \"INBOX\" \"ROOT\"",
              "* QUOTA \"ROOT\" (MESSAGE 1 1)",
              "OK GETQUOTAROOT Ok.");
      assertThat(ben.command("GETQUOTA ROOT"))
          .containsExactly("* QUOTA \"ROOT\" (STORAGE 1 2)", "OK GETQUOTA Ok.");
      assertThat(append(anna)).containsExactly("NO [ALERT] You exceeded your mail quota.");
    }
  }

  @Test
  void accessControlIsAnnouncedUnlessTheSiteDoesNotWantItAndToldAtSelect() throws Exception {
    server.start();
    try (TestClient anna = loggedIn("anna")) {
      assertThat(capabilities(anna)).contains(" ACL ").doesNotContain("XMAGICTRASH");
      assertThat(anna.command("SELECT INBOX")).contains("* OK [MYRIGHTS \"acdilrsw\"] ACL");
    }
  }

  @Test
  void expungedMailGoesToTheSitesTrash() throws Exception {
    server.write(
        "imapd",
        "PORT=0\nIMAP_ACL=0\nIMAP_MOVE_EXPUNGE_TO_TRASH=1\nIMAP_TRASHFOLDERNAME=Papierkorb\n");
    server.start();
    try (TestClient anna = loggedIn("anna")) {
      assertThat(capabilities(anna)).doesNotContain(" ACL ").contains("XMAGICTRASH");
      append(anna);
      anna.command("SELECT INBOX");
      anna.command("STORE 1 +FLAGS (\\Deleted)");
      anna.command("EXPUNGE");
      assertThat(anna.command("STATUS INBOX.Papierkorb (MESSAGES)"))
          .contains("* STATUS \"INBOX.Papierkorb\" (MESSAGES 1)");
      assertThat(anna.command("DELETE INBOX.Papierkorb"))
          .containsExactly("NO [CANNOT] Cannot delete this folder.");
    }
  }

  @Test
  void whatIsPutIntoTheSitesOutboxIsSentInTheUsersName() throws Exception {
    Path program = directory.resolve("sendmail");
    Files.writeString(program, "#!/bin/sh\n{ echo \"$@\"; cat; } > " + directory + "/sent\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    server.write("imapd", "PORT=0\nOUTBOX=.Outbox\nSENDMAIL=%s\n".formatted(program));
    server.start();
    try (TestClient anna = loggedIn("anna")) {
      assertThat(capabilities(anna)).contains(" XCOURIEROUTBOX=INBOX.Outbox ");
      anna.command("CREATE INBOX.Outbox");
      assertThat(anna.command("APPEND INBOX.Outbox {7+}\r\nTo: b\r\n").getLast())
          .contains("APPENDUID");
      assertThat(directory.resolve("sent"))
          .hasContent("-oi -t -f anna\nX-IMAP-Sender: anna\nTo: b\n");
      Files.writeString(program, "#!/bin/sh\ncat > /dev/null; echo no; exit 75\n");
      assertThat(anna.command("APPEND INBOX.Outbox {7+}\r\nTo: b\r\n"))
          .containsExactly("NO [ALERT] Unable to send E-mail message.");
      assertThat(anna.command("STATUS INBOX.Outbox (MESSAGES)").getFirst())
          .isEqualTo("* STATUS \"INBOX.Outbox\" (MESSAGES 1)");
    }
  }

  @Test
  void mailOfAnotherUserIsNotOpenedUnlessTheSiteAllowsIt() throws Exception {
    Path maildir = Files.createDirectories(server.home("anna").resolve("Maildir"));
    // Only root can give a directory away.
    assumeThat(Files.getAttribute(maildir, "unix:uid")).isEqualTo(0);
    Files.setAttribute(maildir, "unix:uid", 54321);
    String userdb = Files.readString(directory.resolve("userdb"));
    server.write("userdb", userdb.replace("home-anna|", "home-anna|uid=54322|gid=54322|"));
    server.start();
    try (TestClient anna = server.connect(Listener.IMAP, FROM)) {
      anna.line();
      assertThat(anna.command("LOGIN anna " + ServerFixture.PASSWORD))
          .containsExactly("OK LOGIN Ok.");
      assertThat(anna.line())
          .isEqualTo(
              "* BYE [ALERT] Fatal error: Account's mailbox directory is not owned by the correct"
                  + " uid or gid: ");
    }
    Files.setAttribute(maildir, "unix:uid", 54322);
    try (TestClient anna = loggedIn("anna")) {
      assertThat(anna.command("STATUS INBOX (MESSAGES)").getLast()).startsWith("OK ");
    }
  }

  @Test
  void whatIsSaidIsWrittenToTheSitesFileWhereAUserHasIt() throws Exception {
    server.write("imapd", "PORT=0\nIMAPDEBUGFILE=trace\n");
    Path file = Files.createDirectories(server.home("anna").resolve("Maildir")).resolve("trace");
    Files.createFile(file);
    server.start();
    try (TestClient anna = loggedIn("anna")) {
      anna.command("NOOP");
      assertThat(Files.readString(file))
          .containsSubsequence("WRITE: ", " OK LOGIN Ok.\r\n", "READ: ", " NOOP\n", "WRITE: ")
          .doesNotContain(ServerFixture.PASSWORD);
    }
  }

  @Test
  void whoIsInTheSitesIndexSharesMailWithWhoMayLook() throws Exception {
    server.write("imapd", "PORT=0\nIMAP_SHAREDINDEXFILE=shared-\n");
    server.write("shared-office", "ben\t8\t8\t%s%n".formatted(server.home("ben")));
    String userdb = Files.readString(directory.resolve("userdb"));
    server.write("userdb", userdb.replace("home-anna|", "home-anna|options=sharedgroup=office|"));
    server.start();
    try (TestClient ben = loggedIn("ben");
        TestClient anna = loggedIn("anna")) {
      ben.command("CREATE INBOX.Team");
      ben.command("SETACL INBOX.Team anna lrsi");
      assertThat(ben.command("NAMESPACE").getFirst())
          .isEqualTo("* NAMESPACE ((\"INBOX.\" \".\")) NIL NIL");
      assertThat(anna.command("NAMESPACE").getFirst())
          .isEqualTo(
              "* NAMESPACE ((\"INBOX.\" \".\")) NIL ((\"#shared.\" \".\")(\"shared.\" \".\"))");
      assertThat(anna.command("LIST \"\" *"))
          .containsExactly(
              "* LIST (\\Unmarked \\HasNoChildren) \".\" \"INBOX\"", "OK LIST completed");
      assertThat(anna.command("LIST \"\" #shared.*"))
          .containsExactly(
              "* LIST (\\Noselect \\HasChildren) \".\" \"#shared.ben\"",
              "* LIST (\\HasNoChildren) \".\" \"#shared.ben.Team\"",
              "OK LIST completed");
      assertThat(anna.command("LIST \"\" #shared.%"))
          .containsExactly(
              "* LIST (\\Noselect \\HasChildren) \".\" \"#shared.ben\"", "OK LIST completed");
      anna.command("SUBSCRIBE #shared.ben.Team");
      assertThat(anna.command("LSUB \"\" *")).containsExactly("OK LSUB completed");
      assertThat(anna.command("LSUB \"\" #shared.*"))
          .containsExactly(
              "* LSUB (\\HasNoChildren) \".\" \"#shared.ben.Team\"", "OK LSUB completed");
      assertThat(anna.command("APPEND #shared.ben.Team {4+}\r\nA: b").getLast())
          .contains("APPENDUID");
      assertThat(anna.command("SELECT #shared.ben.Team"))
          .contains("* 1 EXISTS", "* OK [MYRIGHTS \"ilrs\"] ACL", "OK [READ-WRITE] Ok");
      assertThat(anna.command("GETQUOTAROOT #shared.ben.Team"))
          .containsExactly("* QUOTAROOT \"#shared.ben.Team\"", "OK GETQUOTAROOT Ok.");
    }
  }

  @Test
  void anAccountMayBeKeptFromWhatIsShared() throws Exception {
    server.write("imapd", "PORT=0\nIMAP_SHAREDINDEXFILE=index\n");
    server.write("index", "ben\t8\t8\t%s%n".formatted(server.home("ben")));
    String userdb = Files.readString(directory.resolve("userdb"));
    server.write("userdb", userdb.replace("home-anna|", "home-anna|options=disableshared|"));
    server.start();
    try (TestClient ben = loggedIn("ben");
        TestClient anna = loggedIn("anna")) {
      ben.command("SETACL INBOX anyone lr");
      assertThat(anna.command("LIST \"\" #shared.*")).containsExactly("OK LIST completed");
      assertThat(anna.command("EXAMINE #shared.ben").getLast()).startsWith("NO ");
    }
  }

  @Test
  void whoHasNoHomeGetsTheSitesSkeleton() throws Exception {
    server.write("imapd", "PORT=0\nAUTH_MKHOMEDIR_SKEL=skeleton\n");
    for (String part : List.of("cur", "new", "tmp")) {
      Files.createDirectories(directory.resolve("skeleton/Maildir/.Drafts").resolve(part));
    }
    Files.delete(server.home("anna"));
    server.start();
    try (TestClient anna = loggedIn("anna")) {
      assertThat(anna.command("STATUS INBOX.Drafts (MESSAGES)"))
          .contains("* STATUS \"INBOX.Drafts\" (MESSAGES 0)");
    }
  }

  private static String capabilities(TestClient client) throws IOException {
    return client.command("CAPABILITY").getFirst() + " ";
  }

  private static List<String> append(TestClient client) throws IOException {
    return client.command("APPEND INBOX {4+}\r\nA: b");
  }

  private TestClient loggedIn(String user) throws IOException {
    TestClient client = server.connect(Listener.IMAP, FROM);
    client.line();
    client.command("LOGIN " + user + " " + ServerFixture.PASSWORD);
    return client;
  }
}
