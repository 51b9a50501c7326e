package dev.postroom.imap.server;

import dev.postroom.imap.server.CrashLedger.Pending;
import dev.postroom.imap.server.CrashLedger.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A client that appends, copies, moves, flags and expunges until the server is no more. */
final class CrashSession {

  static final List<String> MAILBOXES = List.of("INBOX", "INBOX.a", "INBOX.b");

  private static final List<String> FLAGS = List.of("\\Seen", "\\Flagged", "\\Answered", "$Work");
  private static final Pattern APPENDUID = Pattern.compile("OK \\[APPENDUID \\d+ (\\d+)].*");
  private static final Pattern COPYUID =
      Pattern.compile("(?:\\* )?OK \\[COPYUID \\d+ ([\\d:,]+) ([\\d:,]+)].*");
  private static final int MOST_AT_ONCE = 5;

  private final int number;
  private final int round;
  private final CrashLedger ledger;
  private final TestClient client;
  private final Random random;
  private String selected = "";
  private int appended;

  CrashSession(int number, int round, CrashLedger ledger, TestClient client, Random random) {
    this.number = number;
    this.round = round;
    this.ledger = ledger;
    this.client = client;
    this.random = random;
  }

  /** Works until the connection ends. */
  void run() {
    try (client) {
      while (true) {
        step();
      }
    } catch (IOException killed) {
      return;
    }
  }

  private void step() throws IOException {
    String mailbox = any(MAILBOXES);
    List<Place> mine = new ArrayList<>(ledger.messages(number, mailbox));
    if (mine.isEmpty() || random.nextInt(10) < 4) {
      append(mailbox);
      return;
    }
    select(mailbox);
    Collections.shuffle(mine, random);
    List<Place> some =
        mine.subList(0, Math.min(mine.size(), 1 + random.nextInt(MOST_AT_ONCE))).stream()
            .sorted((a, b) -> Long.compare(a.uid(), b.uid()))
            .toList();
    switch (random.nextInt(6)) {
      case 0 -> copy(some, any(MAILBOXES));
      case 1, 2 -> move(some, any(MAILBOXES));
      case 3, 4 -> store(some, flags());
      default -> expunge(some);
    }
  }

  private void select(String mailbox) throws IOException {
    if (!selected.equals(mailbox)) {
      expectOk(client.command("SELECT " + mailbox));
      selected = mailbox;
    }
  }

  private void append(String mailbox) throws IOException {
    String id = number + "-" + round + "-" + appended++;
    String message = "X-Crash-Id: " + id + "\r\nSubject: " + "x".repeat(random.nextInt(3000));
    Set<String> flags = flags();
    ledger.sent(number, new Pending.Append(id, mailbox));
    List<String> answer =
        client.command(
            "APPEND %s (%s) {%d+}\r\n%s"
                .formatted(mailbox, String.join(" ", flags), message.length(), message));
    Matcher uid = expect(APPENDUID, answer);
    ledger.appended(number, mailbox, Long.parseLong(uid.group(1)), flags);
  }

  private void copy(List<Place> messages, String destination) throws IOException {
    ledger.sent(number, new Pending.Copy(messages, destination));
    List<String> answer = client.command("UID COPY " + set(messages) + " " + destination);
    ledger.copied(number, destinations(messages, expect(COPYUID, answer)));
  }

  private void move(List<Place> messages, String destination) throws IOException {
    ledger.sent(number, new Pending.Move(messages, destination));
    List<String> answer = client.command("UID MOVE " + set(messages) + " " + destination);
    expectOk(answer);
    ledger.moved(number, destinations(messages, expect(COPYUID, answer)));
  }

  private void store(List<Place> messages, Set<String> flags) throws IOException {
    ledger.sent(number, new Pending.Store(messages));
    expectOk(
        client.command(
            "UID STORE %s FLAGS.SILENT (%s)".formatted(set(messages), String.join(" ", flags))));
    ledger.stored(number, flags);
  }

  private void expunge(List<Place> messages) throws IOException {
    store(messages, Set.of("\\Deleted"));
    ledger.sent(number, new Pending.Expunge(messages));
    expectOk(client.command("UID EXPUNGE " + set(messages)));
    ledger.expunged(number);
  }

  private Set<String> flags() {
    var flags = new HashSet<String>();
    FLAGS.stream().filter(_ -> random.nextInt(3) == 0).forEach(flags::add);
    return flags;
  }

  private String any(List<String> names) {
    return names.get(random.nextInt(names.size()));
  }

  private static String set(List<Place> messages) {
    return messages.stream()
        .map(place -> Long.toString(place.uid()))
        .collect(Collectors.joining(","));
  }

  private List<Long> destinations(List<Place> messages, Matcher copyUid) throws IOException {
    if (!uids(copyUid.group(1)).equals(messages.stream().map(Place::uid).toList())) {
      throw unexpected(List.of(copyUid.group()));
    }
    return uids(copyUid.group(2));
  }

  private static List<Long> uids(String set) {
    var uids = new ArrayList<Long>();
    for (String range : set.split(",")) {
      String[] ends = range.split(":");
      for (long uid = Long.parseLong(ends[0]);
          uid <= Long.parseLong(ends[ends.length - 1]);
          uid++) {
        uids.add(uid);
      }
    }
    return uids;
  }

  private void expectOk(List<String> answer) throws IOException {
    if (!answer.getLast().startsWith("OK ")) {
      throw unexpected(answer);
    }
  }

  private Matcher expect(Pattern pattern, List<String> answer) throws IOException {
    for (String line : answer) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.matches()) {
        return matcher;
      }
    }
    throw unexpected(answer);
  }

  private IOException unexpected(List<String> answer) {
    ledger.problem("session " + number + " was answered " + answer);
    return new IOException("unexpected " + answer);
  }
}
