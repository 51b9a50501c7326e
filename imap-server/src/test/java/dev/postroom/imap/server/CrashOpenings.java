package dev.postroom.imap.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client that selects folders that another program made and nobody opened before, and makes one
 * anew under its old name, until the server is no more. What it was told of them must hold
 * afterwards: nothing else changes them.
 */
final class CrashOpenings {

  private static final String AGAIN = "INBOX.again";
  private static final int MESSAGES = 3;
  private static final Pattern UIDVALIDITY = Pattern.compile(".*\\[UIDVALIDITY (\\d+)].*");
  private static final Pattern SEQUENCE = Pattern.compile("(\\* \\d+ FETCH .*|X-Crash-Id: .*)");

  /** What was told of a mailbox: its UIDVALIDITY, and the messages with their UIDs. */
  private record Told(long uidValidity, List<String> messages) {}

  private final Path maildir;
  private final Map<String, Told> told = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private long lastOfAgain;
  private int opened;

  CrashOpenings(Path maildir) {
    this.maildir = maildir;
  }

  /** Works until the connection ends. */
  void run(TestClient client, int round) {
    try (client) {
      for (int i = 0; ; i++) {
        String name = "first" + round + "-" + i;
        deliver(maildir.resolve("." + name), name);
        note("INBOX." + name, look(client, "INBOX." + name));
        makeAgain(client);
      }
    } catch (IOException killed) {
      return;
    }
  }

  /**
   * What is wrong with what a server tells after a crash of the folders opened since the last;
   * empty when nothing is.
   */
  synchronized List<String> problems(TestClient client) throws IOException {
    for (var before : told.entrySet()) {
      Told now = look(client, before.getKey());
      if (!now.equals(before.getValue())) {
        problems.add(before + " is now " + now);
      }
    }
    opened += told.size();
    told.clear();
    return List.copyOf(problems);
  }

  /** How many folders were opened and looked at again. */
  synchronized int opened() {
    return opened;
  }

  private synchronized void note(String mailbox, Told answer) {
    if (answer.messages.size() != 2 * MESSAGES) {
      problems.add(mailbox + " has " + answer);
    }
    told.put(mailbox, answer);
  }

  private void makeAgain(TestClient client) throws IOException {
    // The crash may have come between the two.
    client.command("DELETE " + AGAIN);
    client.command("CREATE " + AGAIN);
    long uidValidity = look(client, AGAIN).uidValidity;
    synchronized (this) {
      if (uidValidity <= lastOfAgain) {
        problems.add(AGAIN + " had UIDVALIDITY " + lastOfAgain + " and has now " + uidValidity);
      }
      lastOfAgain = uidValidity;
    }
  }

  private static void deliver(Path folder, String id) throws IOException {
    for (String directory : new String[] {"tmp", "new", "cur"}) {
      Files.createDirectories(folder.resolve(directory));
    }
    for (int i = 0; i < MESSAGES; i++) {
      String directory = i % 2 == 0 ? "cur/%d.a:2,S" : "new/%d.a";
      Files.writeString(
          folder.resolve(directory.formatted(i)), "X-Crash-Id: " + id + "-" + i + "\n\nx\n");
    }
  }

  private static Told look(TestClient client, String mailbox) throws IOException {
    long uidValidity = 0;
    for (String line : answered(client, "SELECT " + mailbox)) {
      Matcher matcher = UIDVALIDITY.matcher(line);
      if (matcher.matches()) {
        uidValidity = Long.parseLong(matcher.group(1));
      }
    }
    List<String> messages =
        answered(client, "UID FETCH 1:* (UID BODY.PEEK[HEADER.FIELDS (X-Crash-Id)])").stream()
            .filter(line -> SEQUENCE.matcher(line).matches())
            .toList();
    return new Told(uidValidity, messages);
  }

  private static List<String> answered(TestClient client, String command) throws IOException {
    List<String> answer = client.command(command);
    if (!answer.getLast().startsWith("OK ")) {
      throw new IOException(command + " was answered " + answer);
    }
    return answer;
  }
}
