package dev.postroom.imap.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.net.Listener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OBJECTID (RFC 8474) as a client sees it, section by section. */
class ObjectIdDialogueTest {

  private static final String FROM = "127.77.12.2";
  private static final Pattern MAILBOXID =
      Pattern.compile("MAILBOXID \\(([A-Za-z0-9_-]{1,255})\\)");
  private static final Pattern EMAILID = Pattern.compile("EMAILID \\(([A-Za-z0-9_-]{1,255})\\)");

  @TempDir static Path directory;
  private static ServerFixture server;
  private TestClient anna;

  @BeforeAll
  static void start() throws Exception {
    server = new ServerFixture(directory);
    server.write("imapd", "PORT=0\nIMAP_SHAREDINDEXFILE=index\n");
    server.write("index", "ben\t8\t8\t%s%n".formatted(server.home("ben")));
    server.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void logIn() throws IOException {
    anna = loggedIn("anna");
  }

  @AfterEach
  void logOut() throws IOException {
    anna.close();
  }

  /** Section 4: CREATE, SELECT, EXAMINE and STATUS tell one id, and RENAME keeps it. */
  @Test
  void allThatTellAMailboxIdTellTheSame() throws Exception {
    String created = id(MAILBOXID, anna.command("CREATE INBOX.x").getLast());
    assertThat(untagged("SELECT INBOX.x")).isEqualTo(created);
    assertThat(untagged("EXAMINE INBOX.x")).isEqualTo(created);
    assertThat(anna.command("STATUS INBOX.x (MAILBOXID)"))
        .containsExactly(
            "* STATUS \"INBOX.x\" (MAILBOXID (" + created + "))", "OK STATUS Completed.");
    anna.command("RENAME INBOX.x INBOX.y");
    assertThat(untagged("SELECT INBOX.y")).isEqualTo(created);
    assertThat(anna.command("LIST \"\" INBOX.y RETURN (STATUS (MAILBOXID))"))
        .contains("* STATUS \"INBOX.y\" (MAILBOXID (" + created + "))");
    assertThat(id(MAILBOXID, anna.command("CREATE INBOX.x").getLast())).isNotEqualTo(created);
  }

  /** Section 4.1: all successful CREATEs tell it, that of one who may not look inside as well. */
  @Test
  void whoMayMakeAMailboxIsToldItsIdThoughHeMayNotReadIt() throws Exception {
    try (TestClient ben = loggedIn("ben");
        TestClient guest = loggedIn("anna")) {
      ben.command("CREATE INBOX.Team");
      ben.command("SETACL INBOX.Team anna lc");
      String created = guest.command("CREATE #shared.ben.Team.new").getLast();
      assertThat(created).startsWith("OK [MAILBOXID (");
      ben.command("SETACL INBOX.Team.new anna lr");
      assertThat(guest.command("STATUS #shared.ben.Team.new (MAILBOXID)").getFirst())
          .endsWith("(MAILBOXID (" + id(MAILBOXID, created) + "))");
    }
  }

  /** Section 5.1: the message of each pair in COPYUID has the EMAILID of its source. */
  @Test
  void copiesAndMovedMessagesHaveTheIdsOfTheirSources() throws Exception {
    anna.command("CREATE INBOX.from");
    anna.command("CREATE INBOX.copies");
    for (String subject : List.of("one", "two")) {
      anna.command("APPEND INBOX.from {14+}\r\nSubject: " + subject + "\r\n");
    }
    anna.command("SELECT INBOX.from");
    List<String> ids = emailIds();
    assertThat(ids).hasSize(2).doesNotHaveDuplicates();
    assertThat(anna.command("COPY 1:2 INBOX.copies").getLast()).contains(" 1:2 1:2]");
    assertThat(anna.command("UID MOVE 2 INBOX.copies").toString()).contains(" 2 3]");

    anna.command("SELECT INBOX.copies");
    assertThat(emailIds()).containsExactly(ids.get(0), ids.get(1), ids.get(1));
    assertThat(anna.command("SEARCH EMAILID " + ids.get(1)).getFirst()).isEqualTo("* SEARCH 2 3");
    assertThat(anna.command("UID SEARCH NOT EMAILID " + ids.get(1)).getFirst())
        .isEqualTo("* SEARCH 1");
    assertThat(anna.command("SEARCH EMAILID nobody").getFirst()).isEqualTo("* SEARCH");
  }

  /** Section 5.2: a server without threads of its own has NIL for each, and finds none. */
  @Test
  void noMessageHasAThreadId() throws Exception {
    anna.command("APPEND INBOX {4+}\r\nA: b");
    anna.command("SELECT INBOX");
    assertThat(anna.command("FETCH 1 (THREADID)").getFirst()).isEqualTo("* 1 FETCH (THREADID NIL)");
    assertThat(anna.command("SEARCH THREADID T1").getFirst()).isEqualTo("* SEARCH");
    assertThat(anna.command("SEARCH THREADID ()").getLast()).startsWith("BAD ");
  }

  @Test
  void isAnnounced() throws Exception {
    assertThat(anna.command("CAPABILITY").getFirst() + " ").contains(" OBJECTID ");
  }

  private List<String> emailIds() throws IOException {
    return anna.command("FETCH 1:* EMAILID").stream()
        .filter(line -> line.contains("FETCH ("))
        .map(line -> id(EMAILID, line))
        .toList();
  }

  private String untagged(String select) throws IOException {
    List<String> answer = anna.command(select);
    return id(
        MAILBOXID,
        answer.stream().filter(line -> line.startsWith("* OK [MAILBOXID")).findFirst().orElse(""));
  }

  private static String id(Pattern pattern, String line) {
    Matcher id = pattern.matcher(line);
    assertThat(id.find()).as(line).isTrue();
    return id.group(1);
  }

  private static TestClient loggedIn(String user) throws IOException {
    TestClient client = server.connect(Listener.IMAP, FROM);
    client.line();
    client.command("LOGIN " + user + " " + ServerFixture.PASSWORD);
    return client;
  }
}
