package dev.postroom.imap.courier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A script being played to one server. */
final class ScriptRun implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String AWAIT = "AWAIT ";
  private static final String LOGOUT = "LOGOUT";

  private final MailHost host;
  private final Script script;
  private final Normalised normalised = new Normalised();
  private final Map<String, ImapClient> sessions = new HashMap<>();

  ScriptRun(MailHost host, Script script) throws IOException {
    this.host = host;
    this.script = script;
    for (String session : script.sessions().keySet()) {
      connect(session);
    }
  }

  /** Does what a line says; what comes of it, normalised. */
  List<String> perform(Script.Action action) throws IOException {
    return switch (action) {
      case Script.Run(String session, String command) -> run(session, command);
      case Script.Deliver deliver -> {
        deliver(deliver);
        yield List.of();
      }
      case Script.Write(String file, String text) -> {
        FixtureTree.replace(file(file), text);
        yield List.of();
      }
      case Script.Age(String file, Duration age) -> {
        Files.setLastModifiedTime(file(file), FileTime.from(Instant.now().minus(age)));
        yield List.of();
      }
      case Script.Delete(String file) -> {
        Files.delete(file(file));
        yield List.of();
      }
      case Script.Reconnect(String session) -> {
        disconnect(session);
        connect(session);
        yield List.of();
      }
      case Script.CompareTrees _ -> trees();
    };
  }

  private List<String> run(String session, String command) throws IOException {
    ImapClient client = sessions.get(session);
    return switch (command) {
      case "IDLE" -> {
        client.idle();
        yield List.of();
      }
      case LOGOUT -> normalised.answer("", logout(sessions.remove(session)));
      case "DONE" -> normalised.answer("", client.done());
      case String await when await.startsWith(AWAIT) -> {
        client.await(await.substring(AWAIT.length()));
        yield List.of();
      }
      default -> {
        CommandText text = CommandText.of(command);
        yield normalised.answer(text.mailbox(), client.run(text));
      }
    };
  }

  private Path file(String inMaildir) {
    return host.home(Script.FIRST_USER).resolve("Maildir").resolve(inMaildir);
  }

  private void deliver(Script.Deliver deliver) throws IOException {
    Path folder = file(deliver.folder());
    Path written =
        Files.write(
            folder.resolve("tmp").resolve(deliver.file()), FixtureTree.message(deliver.message()));
    Files.move(written, folder.resolve("new").resolve(deliver.file()));
  }

  /** The trees once all sessions have ended; what a server still does then, it does in tmp. */
  private List<String> trees() throws IOException {
    for (String session : script.sessions().keySet()) {
      disconnect(session);
    }
    return Awaitility.await()
        .atMost(PATIENCE)
        .ignoreException(NoSuchFileException.class)
        .until(this::listing, lines -> lines.stream().noneMatch(TreeListing::isInTmp));
  }

  private List<String> listing() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String user : MailHost.USERS) {
      lines.addAll(TreeListing.of(host.home(user), user));
    }
    return lines;
  }

  private void connect(String session) throws IOException {
    sessions.put(session, host.login(script.sessions().get(session)));
  }

  /** Does nothing where the script has logged the session out. */
  private void disconnect(String session) throws IOException {
    ImapClient client = sessions.remove(session);
    if (client != null) {
      logout(client);
    }
  }

  private static List<Response> logout(ImapClient client) throws IOException {
    try (client) {
      return client.run(CommandText.of(LOGOUT));
    }
  }

  @Override
  public void close() throws IOException {
    for (ImapClient client : sessions.values()) {
      client.close();
    }
  }
}
