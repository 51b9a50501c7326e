package dev.postroom.imap.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Probes of what becomes of mail. */
final class MailProbes {

  private static final String OUTBOX = "OUTBOX=.Outbox\n";
  private static final String SENDMAIL = "SENDMAIL=send-ok\n";
  private static final String MESSAGE = " {4+}\r\nA: b";

  static final List<LiveProbe> ALL =
      List.of(
          tells("IMAP_KEYWORDS", "0", "SELECT INBOX", "\\*", "true", "false"),
          tells("IMAP_ACL", "0", "CAPABILITY", " ACL", "true", "false"),
          new LiveProbe(
              "IMAP_DISABLETHREADSORT", "IMAP_DISABLETHREADSORT=1", MailProbes::sort, "OK", "NO"),
          tells("IMAP_CHECK_ALL_FOLDERS", "1", "LIST \"\" INBOX.Probe", "marked", "false", "true"),
          tells(
              "IMAP_OBSOLETE_CLIENT",
              "1",
              "LIST \"\" INBOX.Probe",
              "HasNoChildren",
              "true",
              "false"),
          new LiveProbe(
              "IMAP_UMASK", "IMAP_UMASK=077", MailProbes::permissions, "rw-r--r--", "rw-------"),
          new LiveProbe(
              "IMAP_USELOCKS", "IMAP_USELOCKS=0", MailProbes::lock, "waits", "does not wait"),
          tells("IMAP_SHAREDINDEXFILE", "index", "NAMESPACE", "#shared", "false", "true"),
          tells(
                  "IMAP_SHAREDMUNGENAMES",
                  "1",
                  "LIST \"\" #shared.%",
                  "\"#shared.a b\"",
                  "true",
                  "false")
              .given("IMAP_SHAREDINDEXFILE=index\n"),
          tells(
              "IMAP_TRASHFOLDERNAME",
              "Probe",
              "LIST \"\" INBOX.Probe RETURN (SPECIAL-USE)",
              "\\Trash",
              "false",
              "true"),
          new LiveProbe(
              "IMAP_EMPTYTRASH", "IMAP_EMPTYTRASH=Old:1", MailProbes::old, "kept", "gone"),
          tells("IMAP_MOVE_EXPUNGE_TO_TRASH", "1", "CAPABILITY", "XMAGICTRASH", "false", "true"),
          new LiveProbe(
              "IMAP_LOG_DELETIONS",
              "IMAP_LOG_DELETIONS=1",
              MailProbes::loggedDeletion,
              "false",
              "true"),
          new LiveProbe(
              "AUTH_MKHOMEDIR_SKEL",
              "AUTH_MKHOMEDIR_SKEL=skeleton",
              MailProbes::newHome,
              "NO",
              "OK"),
          new LiveProbe(
              "IMAPDEBUGFILE", "IMAPDEBUGFILE=trace", MailProbes::traced, "false", "true"),
          tells("OUTBOX", ".Outbox", "CAPABILITY", "XCOURIEROUTBOX=INBOX.Outbox", "false", "true"),
          new LiveProbe(
              "IMAP_IDLE_TIMEOUT",
              "IMAP_IDLE_TIMEOUT=1",
              MailProbes::renamedWhileIdle,
              "silence",
              "* 1 EXPUNGE"),
          new LiveProbe(
              "POSTROOM_STILL_HERE",
              "POSTROOM_STILL_HERE=1",
              MailProbes::idle,
              "silence",
              "* OK Still here"),
          new LiveProbe("SENDMAIL", SENDMAIL, MailProbes::send, "NO", "OK")
              .given(OUTBOX + "SENDMAIL=send-bad\n"),
          new LiveProbe(
                  "HEADERFROM",
                  "HEADERFROM=X-Probe",
                  MailProbes::header,
                  "X-IMAP-Sender",
                  "X-Probe")
              .given(OUTBOX + SENDMAIL),
          new LiveProbe(
                  "OUTBOX_MULTIPLE_SEND", "OUTBOX_MULTIPLE_SEND=1", MailProbes::sendTwo, "NO", "OK")
              .given(OUTBOX + SENDMAIL),
          new LiveProbe(
              "MAILDIRPATH", "MAILDIRPATH=Elsewhere", MailProbes::elsewhere, "false", "true"),
          new LiveProbe(
              "MAILDIRQUOTA", "MAILDIRQUOTA=1000000S", MailProbes::quota, "false", "true"));

  private MailProbes() {}

  private static LiveProbe tells(
      String variable, String value, String command, String words, String before, String after) {
    return new LiveProbe(
        variable, variable + "=" + value, server -> server.tells(command, words), before, after);
  }

  private static String sort(LiveServer server) throws IOException {
    try (TestClient ben = server.loggedIn("ben")) {
      ben.command("SELECT INBOX");
      return LiveServer.word(ben.command("SORT (DATE) UTF-8 ALL"));
    }
  }

  /** Of the file of a message that comes into a new mailbox. */
  private static String permissions(LiveServer server) throws IOException {
    String name = "Umask" + server.number();
    server.answer("CREATE INBOX." + name);
    String answer = server.answer("APPEND INBOX." + name + MESSAGE);
    if (!answer.equals("OK")) {
      return answer;
    }
    try (Stream<Path> files = Files.walk(server.maildir("ben").resolve("." + name))) {
      Path message =
          files
              .filter(file -> file.getFileName().toString().contains(",S="))
              .findFirst()
              .orElseThrow();
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(message));
    }
  }

  /** Puts a message into a mailbox that another host has locked. */
  private static String lock(LiveServer server) throws Exception {
    String name = "Lock" + server.number();
    server.answer("CREATE INBOX." + name);
    Path lock = server.maildir("ben").resolve("." + name + "/tmp/courier.lock");
    Files.writeString(lock, "1:another.example");
    try (TestClient ben = server.loggedIn("ben")) {
      ben.send("a APPEND INBOX." + name + MESSAGE + "\r\n");
      // Whoever does not wait is done long before.
      boolean answered = ben.hears(Duration.ofMillis(500));
      Files.deleteIfExists(lock);
      ben.line();
      return answered ? "does not wait" : "waits";
    }
  }

  private static String old(LiveServer server) throws IOException {
    server.answer("CREATE INBOX.Old");
    server.answer("APPEND INBOX.Old" + MESSAGE);
    return server.tells("STATUS INBOX.Old (MESSAGES)", "MESSAGES 0").equals("true")
        ? "gone"
        : "kept";
  }

  private static String loggedDeletion(LiveServer server) throws IOException {
    try (TestClient ben = server.loggedIn("ben")) {
      ben.command("APPEND INBOX.Probe" + MESSAGE);
      ben.command("SELECT INBOX.Probe");
      ben.command("STORE 1:* +FLAGS (\\Deleted)");
      server.logged();
      ben.command("EXPUNGE");
      return String.valueOf(server.logged().contains("EXPUNGED"));
    }
  }

  private static String newHome(LiveServer server) throws IOException {
    Path home = server.path("home-gast");
    if (Files.exists(home)) {
      try (Stream<Path> files = Files.walk(home)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    try (TestClient gast = server.loggedIn("gast")) {
      return LiveServer.word(gast.command("STATUS INBOX.Drafts (MESSAGES)"));
    }
  }

  private static String traced(LiveServer server) throws IOException {
    Path trace = server.maildir("ben").resolve("trace");
    Files.writeString(trace, "");
    server.answer("NOOP");
    return String.valueOf(Files.size(trace) > 0);
  }

  private static String send(LiveServer server) throws IOException {
    return server.answer("APPEND INBOX.Outbox" + MESSAGE);
  }

  private static String header(LiveServer server) throws IOException {
    send(server);
    return Files.readAllLines(server.path("sent")).getFirst().replaceFirst(":.*", "");
  }

  private static String sendTwo(LiveServer server) throws IOException {
    try (TestClient ben = server.loggedIn("ben")) {
      ben.command("SELECT INBOX");
      return LiveServer.word(ben.command("COPY 1:2 INBOX.Outbox"));
    }
  }

  private static String elsewhere(LiveServer server) throws IOException {
    server.answer("NOOP");
    return String.valueOf(Files.exists(server.fixture().home("ben").resolve("Elsewhere")));
  }

  /** It is kept beside the mail from the next message on, as in Courier. */
  private static String quota(LiveServer server) throws IOException {
    server.answer("APPEND INBOX.Probe" + MESSAGE);
    return server.tells("GETQUOTAROOT INBOX", "* QUOTA \"ROOT\" (STORAGE");
  }

  private static String idle(LiveServer server) throws IOException {
    return saidInIdle(server, "INBOX", () -> {});
  }

  /** What is watched goes away without anything happening in it. */
  private static String renamedWhileIdle(LiveServer server) throws IOException {
    String name = "Idle" + server.number();
    server.answer("CREATE INBOX." + name);
    server.answer("APPEND INBOX." + name + MESSAGE);
    Path folder = server.maildir("ben").resolve("." + name);
    return saidInIdle(
        server,
        "INBOX." + name,
        () -> Files.move(folder, folder.resolveSibling("." + name + "Moved")));
  }

  private interface Change {
    void make() throws IOException;
  }

  private static String saidInIdle(LiveServer server, String mailbox, Change change)
      throws IOException {
    try (TestClient ben = server.loggedIn("ben")) {
      ben.command("SELECT " + mailbox);
      ben.send("a IDLE\r\n");
      ben.line();
      change.make();
      return ben.hears(Duration.ofSeconds(2)) ? ben.line() : "silence";
    }
  }
}
