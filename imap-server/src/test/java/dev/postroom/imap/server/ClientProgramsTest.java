package dev.postroom.imap.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.net.Listener;
import dev.postroom.imap.server.ForeignProgram.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mail programs that administrators have at hand, over real sockets. */
class ClientProgramsTest {

  private static final String MESSAGE =
      """
      From: Carla <carla@example.com>
      To: anna@example.com
      Subject: Minutes of the meeting
      Date: Sat, 21 Nov 2026 10:00:00 +0000
      Message-ID: <minutes@example.com>

      We meet again on Monday.
      """;

  @TempDir Path directory;
  @TempDir Path clientHome;
  private ServerFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = new ServerFixture(directory).start();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "starttls", "tls"})
  void imaplibReadsFlagsSearchesAppendsCopiesAndExpunges(String security) throws Exception {
    ForeignProgram.assumeInstalled("python3", "python3");
    Path script = clientHome.resolve("check.py");
    Files.copy(getClass().getResourceAsStream("/imaplib_check.py"), script);
    Listener listener = security.equals("tls") ? Listener.IMAPS : Listener.IMAP;

    Result result =
        ForeignProgram.run(
            clientHome,
            List.of(
                "python3",
                script.toString(),
                security,
                Integer.toString(fixture.port(listener)),
                "anna",
                ServerFixture.PASSWORD));

    assertThat(result.output()).endsWith("all is well\n");
    assertThat(result.status()).isZero();
  }

  @Test
  void curlUploadsListsSearchesAndFetches() throws Exception {
    ForeignProgram.assumeInstalled("curl", "curl");
    Path message = Files.writeString(clientHome.resolve("message"), MESSAGE.replace("\n", "\r\n"));

    assertThat(curl("INBOX", "-T", message.toString()).status()).isZero();
    assertThat(curl("", "-X", "LIST \"\" *").output()).contains("INBOX");
    assertThat(curl("INBOX?SUBJECT%20meeting").output()).contains("* SEARCH 1");
    assertThat(curl("INBOX/;UID=1").output()).contains("We meet again on Monday.");
  }

  private Result curl(String path, String... arguments) throws Exception {
    String url = "imaps://127.0.0.1:%d/%s".formatted(fixture.port(Listener.IMAPS), path);
    return ForeignProgram.run(
        clientHome,
        Stream.concat(
                Stream.of("curl", "-sSk", "-u", "anna:" + ServerFixture.PASSWORD, url),
                Stream.of(arguments))
            .toList());
  }

  @Test
  void mbsyncSynchronisesBothWaysAndThenHasNothingToDo() throws Exception {
    ForeignProgram.assumeInstalled("mbsync", "isync");
    deliver("anna", "1700000000.M1P1.far", MESSAGE);
    Path local = clientHome.resolve("mail");
    Files.createDirectories(local.resolve("INBOX/cur"));
    Files.createDirectories(local.resolve("INBOX/new"));
    Files.createDirectories(local.resolve("INBOX/tmp"));
    Files.writeString(
        local.resolve("INBOX/cur/1700000001.M2P2.near:2,S"),
        MESSAGE.replace("Minutes of", "Invitation to"));
    secret(
        "mbsyncrc",
        """
        IMAPAccount postroom
        Host 127.0.0.1
        Port %d
        User anna
        Pass %s
        SSLType None
        AuthMechs LOGIN

        IMAPStore far
        Account postroom

        MaildirStore near
        Path %s/
        Inbox %3$s/INBOX
        SubFolders Verbatim

        Channel mail
        Far :far:
        Near :near:
        Patterns *
        Create Both
        Expunge Both
        SyncState *
        """
            .formatted(fixture.port(Listener.IMAP), ServerFixture.PASSWORD, local));

    Result first = mbsync();
    assertThat(first.status()).as(first.output()).isZero();
    assertThat(subjects(local.resolve("INBOX")))
        .containsExactlyInAnyOrder("Minutes of the meeting", "Invitation to the meeting");
    assertThat(subjects(fixture.home("anna").resolve("Maildir")))
        .containsExactlyInAnyOrder("Minutes of the meeting", "Invitation to the meeting");
    List<Path> files = filesBelow(local);

    Result second = mbsync();
    assertThat(second.status()).as(second.output()).isZero();
    assertThat(filesBelow(local)).isEqualTo(files);
    assertThat(second.output()).doesNotContainIgnoringCase("error");
  }

  private Result mbsync() throws Exception {
    return ForeignProgram.run(
        clientHome, List.of("mbsync", "-c", clientHome.resolve("mbsyncrc").toString(), "-a"));
  }

  @Test
  void muttOpensTheInboxFlagsAndSavesAMessage() throws Exception {
    ForeignProgram.assumeInstalled("mutt", "mutt");
    deliver("anna", "1700000000.M1P1.far", MESSAGE);
    secret(
        "muttrc",
        """
        set folder="imap://anna@127.0.0.1:%d/"
        set spoolfile="imap://anna@127.0.0.1:%1$d/INBOX"
        set imap_user="anna"
        set imap_pass="%s"
        set imap_authenticators="login"
        set ssl_starttls=no
        set ssl_force_tls=no
        set header_cache=""
        set confirmcreate=no
        set confirmappend=no
        set quit=yes
        set delete=yes
        set wait_key=no
        set sort=mailbox-order
        push "<flag-message><copy-message>imap://anna@127.0.0.1:%1$d/INBOX.Kept<enter><sync-mailbox><quit>"
        """
            .formatted(fixture.port(Listener.IMAP), ServerFixture.PASSWORD));

    Result result =
        ForeignProgram.run(
            clientHome,
            List.of("script", "-qec", "mutt -n -F " + clientHome.resolve("muttrc"), "/dev/null"));

    assertThat(result.status()).as(result.output()).isZero();
    Path maildir = fixture.home("anna").resolve("Maildir");
    assertThat(subjects(maildir.resolve(".Kept"))).containsExactly("Minutes of the meeting");
    assertThat(filesBelow(maildir.resolve("cur")))
        .singleElement()
        .satisfies(file -> assertThat(file.toString()).matches(".*:2,F?S?").contains("F"));
  }

  private void deliver(String user, String name, String text) throws IOException {
    Path maildir = fixture.home(user).resolve("Maildir");
    for (String part : new String[] {"cur", "new", "tmp"}) {
      Files.createDirectories(maildir.resolve(part));
    }
    Files.writeString(maildir.resolve("new").resolve(name), text);
  }

  private void secret(String name, String text) throws IOException {
    Path file = Files.writeString(clientHome.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static List<String> subjects(Path maildir) throws IOException {
    List<Path> messages =
        Stream.of("cur", "new")
            .map(maildir::resolve)
            .flatMap(part -> filesBelow(part).stream())
            .toList();
    return messages.stream().map(ClientProgramsTest::subject).toList();
  }

  private static String subject(Path message) {
    try {
      return Files.readAllLines(message).stream()
          .filter(line -> line.startsWith("Subject: "))
          .map(line -> line.substring("Subject: ".length()))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> filesBelow(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
