package dev.postroom.imap.courier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a folder must hold, whichever server is asked. */
final class MailModel {

  /**
   * A message.
   *
   * @param id the name that its own header gives it
   */
  record Message(String id, SortedSet<String> flags) {
    Message {
      flags = new TreeSet<>(flags);
    }
  }

  private final SortedMap<Long, Message> messages = new TreeMap<>();
  private final SortedSet<String> delivered = new TreeSet<>();
  private long uidValidity;
  private final SortedSet<Long> used = new TreeSet<>();

  /** All messages that have a UID. */
  SortedMap<Long, Message> messages() {
    return messages;
  }

  List<Long> uids() {
    return new ArrayList<>(messages.keySet());
  }

  /** Which UIDVALIDITY a server tells; it must never be another one. */
  void uidValidity(long told) {
    if (uidValidity == 0) {
      uidValidity = told;
    }
    assertThat(told).as("UIDVALIDITY").isEqualTo(uidValidity);
  }

  /** A message was delivered, and will get its UID when somebody looks. */
  void delivered(String id) {
    delivered.add(id);
  }

  /** A server gave a message this UID, which is higher than all before. */
  void added(long uid, Message message) {
    if (!used.isEmpty()) {
      assertThat(uid).as("the UID of %s", message.id()).isGreaterThan(used.last());
    }
    has(uid, message);
  }

  private void has(long uid, Message message) {
    assertThat(used.add(uid)).as("UID %d is %s's alone", uid, message.id()).isTrue();
    messages.put(uid, message);
  }

  void removed(Iterable<Long> uids) {
    uids.forEach(messages::remove);
  }

  /** UIDs of messages that EXPUNGE will remove. */
  List<Long> deleted() {
    return messages.entrySet().stream()
        .filter(message -> message.getValue().flags().contains("\\deleted"))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * A server tells UIDs that are new; they must be those of messages that were delivered.
   *
   * @param seen what it says of them
   */
  void learn(SortedMap<Long, Fetched> seen) {
    seen.forEach(
        (uid, message) -> {
          String id = message.text().replaceFirst("(?s)X-Id: (.*?)\r\n.*", "$1");
          assertThat(delivered).as("what has UID %d was delivered", uid).contains(id);
          delivered.remove(id);
          // What was delivered may be given its UID before or after what was appended meanwhile.
          has(uid, new Message(id, message.flags()));
        });
  }

  /** Flags and keywords by UID. */
  SortedMap<Long, SortedSet<String>> flags() {
    SortedMap<Long, SortedSet<String>> flags = new TreeMap<>();
    messages.forEach((uid, message) -> flags.put(uid, message.flags()));
    return flags;
  }

  /** Whether mail waits for its UIDs. */
  boolean awaitsUids() {
    return !delivered.isEmpty();
  }
}
