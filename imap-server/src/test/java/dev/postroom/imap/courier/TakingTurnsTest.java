package dev.postroom.imap.courier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Courier and Postroom take turns on one tree. What one of them did, the other one sees in sessions
 * that were open all the time, and in new ones: the same UIDs, flags and keywords.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TakingTurnsTest {

  private static final int OPERATIONS = 1_000;

  /** So often new sessions on both sides look at everything, contents included. */
  private static final int INSPECTION = 50;

  private static final int MOST_AT_ONCE = 5;

  /** Above this number messages rather go than come. */
  private static final int MANY = 25;

  private static final SortedMap<String, String> FOLDERS =
      new TreeMap<>(Map.of("INBOX", ".", "INBOX.Work", ".Work", "INBOX.Archive", ".Archive"));

  private static final List<String> FLAGS =
      List.of(
          "\\seen", "\\flagged", "\\answered", "\\draft", "\\deleted", "later", "$junk", "work");

  @TempDir Path directory;

  private final long seed =
      Optional.ofNullable(System.getProperty("courier.seed"))
          .map(Long::valueOf)
          .orElseGet(System::nanoTime);

  private final Random random = new Random(seed);
  private final List<String> history = new ArrayList<>();
  private final SortedMap<String, MailModel> model = new TreeMap<>();
  private int messages;

  @BeforeAll
  static void courierIsThere() {
    Courier.assumePresent();
  }

  @Test
  void whatOneServerDoesTheOtherSees() throws Exception {
    for (Map.Entry<String, String> folder : FOLDERS.entrySet()) {
      model.put(folder.getKey(), new MailModel());
      layOut(folder.getValue());
    }
    try (MailHost courier = Courier.start(directory, Map.of());
        MailHost postroom = Postroom.start(directory, Map.of());
        Mailer there = new Mailer(courier.login("anna"), model);
        Mailer here = new Mailer(postroom.login("anna"), model)) {
      for (int operation = 1; operation <= OPERATIONS; operation++) {
        boolean couriersTurn = random.nextBoolean();
        String folder = any(new ArrayList<>(FOLDERS.keySet()));
        act((couriersTurn ? there : here).in(folder), folder, couriersTurn);
        (couriersTurn ? here : there).in(folder).check();
        if (operation % INSPECTION == 0) {
          inspect(courier);
          inspect(postroom);
        }
      }
    } catch (AssertionError | IOException | RuntimeException e) {
      throw new AssertionError(
          "With -Dcourier.seed=%d, after\n%s\n%s"
              .formatted(seed, String.join("\n", tail()), e.getMessage()),
          e);
    }
  }

  private List<String> tail() {
    return history.subList(Math.max(0, history.size() - 12), history.size());
  }

  private void inspect(MailHost host) throws IOException {
    try (Mailer inspector = new Mailer(host.login("anna"), model)) {
      for (String folder : FOLDERS.keySet()) {
        inspector.in(folder).checkContents();
      }
    }
  }

  /** Does one random thing in a folder that is selected, having learnt what is new in it. */
  private void act(Mailer mailer, String folder, boolean couriersTurn) throws IOException {
    mailer.check();
    List<Long> some = some(model.get(folder).uids());
    String other = any(new ArrayList<>(FOLDERS.keySet()));
    int dice = random.nextInt(10);
    boolean many = model.get(folder).messages().size() > MANY;
    note(couriersTurn, folder, dice, some, other);
    if (some.isEmpty() || !many && dice < 2) {
      append(mailer, folder);
    } else if (!many && dice == 2) {
      deliver(folder);
    } else if (dice < 6) {
      mailer.store(some, "+-=".charAt(random.nextInt(3)), someFlags());
    } else if (dice == 6 && !other.equals(folder)) {
      mailer.transfer("COPY", some, other);
    } else if (dice == 7 && !other.equals(folder) && !couriersTurn) {
      mailer.transfer("MOVE", some, other);
    } else if (dice == 8 || many) {
      mailer.store(some, '+', List.of("\\deleted"));
      mailer.expunge();
    } else {
      mailer.expunge(some);
    }
  }

  private void append(Mailer mailer, String folder) throws IOException {
    mailer.append(folder, new MailModel.Message("m" + ++messages, new TreeSet<>(someFlags())));
  }

  private void deliver(String folder) throws IOException {
    String id = "m" + ++messages;
    Path path = directory.resolve("home-anna").resolve("Maildir").resolve(FOLDERS.get(folder));
    String name = "%d.%s.mx".formatted(1_700_000_000L + messages, id);
    Files.writeString(path.resolve("tmp").resolve(name), "X-Id: %s\n\ntext\n".formatted(id));
    Files.move(path.resolve("tmp").resolve(name), path.resolve("new").resolve(name));
    model.get(folder).delivered(id);
  }

  private void layOut(String folder) throws IOException {
    Path path = directory.resolve("home-anna").resolve("Maildir").resolve(folder);
    for (String part : List.of("cur", "new", "tmp")) {
      Files.createDirectories(path.resolve(part));
    }
    if (!folder.equals(".")) {
      Files.createFile(path.resolve("maildirfolder"));
    }
  }

  private void note(boolean couriersTurn, String folder, int dice, List<Long> some, String other) {
    history.add(
        "%s in %s: dice %d, UIDs %s, other folder %s"
            .formatted(couriersTurn ? "Courier" : "Postroom", folder, dice, some, other));
  }

  private List<String> someFlags() {
    List<String> flags = new ArrayList<>(FLAGS);
    flags.remove("\\deleted");
    Collections.shuffle(flags, random);
    return flags.subList(0, random.nextInt(4));
  }

  /** A few of them, in order. */
  private List<Long> some(List<Long> uids) {
    Collections.shuffle(uids, random);
    return uids.stream().limit(1 + random.nextInt(MOST_AT_ONCE)).sorted().toList();
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
