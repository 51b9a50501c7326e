package dev.postroom.imap.courier;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Debian's courier-imap, unpacked by {@code peers/unpack} and not installed: {@code imapd} is run
 * for each session on a pipe, with the environment that couriertcpd and imaplogin would give it
 * after a login.
 */
final class Courier implements MailHost {

  private static final Duration PATIENCE_WITH_SIGNAL = Duration.ofSeconds(5);

  /** Where the packages are unpacked, if not where {@code peers/unpack} puts them by itself. */
  private static final String DIRECTORY = "COURIER_ROOT";

  private static final Path DEFAULT_DIRECTORY =
      Path.of(System.getProperty("user.home"), ".cache", "postroom", "peers", "courier");

  /** Set where the comparison may not be left out, which is in continuous integration. */
  private static final String REQUIRED = "COURIER_REQUIRED";

  /** The variables of Debian's {@code /etc/courier/imapd} that imapd itself reads. */
  private static final Map<String, String> DEBIAN =
      Map.ofEntries(
          Map.entry(
              "IMAP_CAPABILITY",
              "IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT"
                  + " QUOTA IDLE"),
          Map.entry("IMAP_KEYWORDS", "1"),
          Map.entry("IMAP_ACL", "1"),
          Map.entry("IMAP_IDLE_TIMEOUT", "60"),
          Map.entry("IMAP_MAILBOX_SANITY_CHECK", "1"),
          Map.entry("IMAP_DISABLETHREADSORT", "0"),
          Map.entry("IMAP_CHECK_ALL_FOLDERS", "0"),
          Map.entry("IMAP_OBSOLETE_CLIENT", "0"),
          Map.entry("IMAP_USELOCKS", "1"),
          Map.entry("IMAP_ENHANCEDIDLE", "1"),
          Map.entry("IMAP_TRASHFOLDERNAME", "Trash"),
          Map.entry("IMAP_EMPTYTRASH", "Trash:7"),
          Map.entry("IMAP_MOVE_EXPUNGE_TO_TRASH", "0"),
          // Courier sleeps two seconds at each DELETE and RENAME without it.
          Map.entry("IMAP_BROKENUIDV", "1"));

  private final Path root;
  private final Path directory;
  private final Map<String, String> settings;
  private final String fileMonitorName = "postroom-" + UUID.randomUUID();
  private final Process fileMonitor;
  private final List<Process> sessions = new ArrayList<>();

  private Courier(Path root, Path directory, Map<String, String> settings) throws IOException {
    this.root = root;
    this.directory = directory;
    this.settings = SharedIndex.provide(directory, home("ben"), settings);
    this.fileMonitor =
        process(
                List.of(
                    root.resolve("usr/libexec/gam_server").toString(),
                    "--notimeout",
                    fileMonitorName),
                directory)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    for (String user : USERS) {
      Files.createDirectories(home(user));
    }
  }

  /**
   * Makes Courier ready to serve.
   *
   * @param directory an empty one; holds the users' homes
   * @param settings variables of {@code imapd} that are not Debian's default
   */
  static Courier start(Path directory, Map<String, String> settings) throws IOException {
    return new Courier(unpacked(), directory, settings);
  }

  /** Skips the test, or fails it where it is required, when Courier is not there. */
  static void assumePresent() {
    unpacked();
  }

  private static Path unpacked() {
    String directory = System.getenv(DIRECTORY);
    Path root = directory == null ? DEFAULT_DIRECTORY : Path.of(directory);
    if (!Files.isExecutable(imapd(root))) {
      String message =
          "Courier is not in %s: run peers/unpack courier, or set %s to the directory that it prints"
              .formatted(root, DIRECTORY);
      if (System.getenv(REQUIRED) != null) {
        fail(message);
      }
      abort(message);
    }
    return root;
  }

  private static Path imapd(Path root) {
    return root.resolve("usr/bin/imapd");
  }

  @Override
  public Path home(String user) {
    return directory.resolve("home-" + user);
  }

  @Override
  public ImapClient login(String user) throws IOException {
    Path home = home(user);
    String maildir = home.resolve("Maildir").toString();
    ProcessBuilder builder = process(List.of(imapd(root).toString(), maildir), home);
    Map<String, String> environment = builder.environment();
    environment.putAll(DEBIAN);
    environment.putAll(settings);
    environment.putAll(
        Map.of(
            "HOME",
            home.toString(),
            "MAILDIR",
            maildir,
            "AUTHENTICATED",
            user,
            "AUTHADDR",
            user,
            "TCPREMOTEIP",
            "127.0.0.1",
            "TCPREMOTEPORT",
            "40000",
            "HOSTNAME",
            "courier.example",
            "GAM_CLIENT_ID",
            fileMonitorName));
    Process process = builder.start();
    sessions.add(process);
    var client =
        new ImapClient(
            process.getInputStream(),
            process.getOutputStream(),
            () -> {
              process.getOutputStream().close();
              process.destroy();
            });
    Response greeting = client.next();
    if (!(greeting instanceof Response.Status status && status.condition().equals("PREAUTH"))) {
      throw new IOException("Courier greets with " + greeting);
    }
    return client;
  }

  private ProcessBuilder process(List<String> command, Path workingDirectory) {
    var builder =
        new ProcessBuilder(command)
            .directory(workingDirectory.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().put("LD_LIBRARY_PATH", libraries());
    return builder;
  }

  private String libraries() {
    try (Stream<Path> directories =
        Files.find(
            root, Integer.MAX_VALUE, (path, _) -> path.getFileName().toString().contains(".so."))) {
      return directories
          .map(library -> library.getParent().toString())
          .distinct()
          .collect(Collectors.joining(":"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    sessions.forEach(Process::destroy);
    fileMonitor.destroy();
    sessions.forEach(Courier::awaitEnd);
    awaitEnd(fileMonitor);
  }

  /** A SIGTERM at a bad moment leaves Courier's imapd waiting, in its handler, for its own lock. */
  private static void awaitEnd(Process process) {
    process
        .onExit()
        .completeOnTimeout(process, PATIENCE_WITH_SIGNAL.toMillis(), TimeUnit.MILLISECONDS)
        .join();
    process.destroyForcibly().onExit().join();
  }
}
