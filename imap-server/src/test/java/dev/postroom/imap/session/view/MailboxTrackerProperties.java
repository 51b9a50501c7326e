package dev.postroom.imap.session.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailboxChange;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.session.view.MailboxTracker.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MailboxTrackerProperties {

  /** What happens next: to which message, or whether the client is told. */
  private record Event(Kind kind, int message) {}

  private enum Kind {
    ARRIVE,
    VANISH,
    FLAG,
    TELL,
    TELL_WITHOUT_EXPUNGE
  }

  @Property
  void aClientThatDoesWhatItIsToldKnowsTheMailbox(@ForAll("events") List<Event> events) {
    var mailbox = new TreeMap<Long, Flags>();
    var tracker = new MailboxTracker(List.of());
    var client = new ArrayList<Long>();
    long uidNext = 1;
    for (Event event : events) {
      var uids = List.copyOf(mailbox.keySet());
      switch (event.kind()) {
        case ARRIVE -> {
          mailbox.put(uidNext, Flags.NONE);
          tracker.apply(
              new MailboxChange.Arrived(List.of(new MessageState(uidNext, Flags.NONE, false, 0))));
          uidNext++;
        }
        case VANISH -> {
          if (!uids.isEmpty()) {
            long uid = uids.get(event.message() % uids.size());
            mailbox.remove(uid);
            tracker.apply(new MailboxChange.Vanished(List.of(uid)));
          }
        }
        case FLAG -> {
          if (!uids.isEmpty()) {
            long uid = uids.get(event.message() % uids.size());
            mailbox.put(uid, Flags.of(SystemFlag.SEEN));
            tracker.apply(new MailboxChange.Flagged(uid, Flags.of(SystemFlag.SEEN), 0));
          }
        }
        case TELL -> obey(client, tracker, true);
        case TELL_WITHOUT_EXPUNGE -> {
          var before = List.copyOf(client);
          obey(client, tracker, false);
          assertThat(client.subList(0, before.size())).isEqualTo(before);
        }
      }
    }
    obey(client, tracker, true);
    assertThat(client).containsExactlyElementsOf(mailbox.keySet());
    for (int sequence = 1; sequence <= tracker.count(); sequence++) {
      assertThat(tracker.flags(sequence)).isEqualTo(mailbox.get(tracker.uid(sequence)));
    }
  }

  /** Follows the updates; new messages are looked up, as a client does with FETCH. */
  private static void obey(List<Long> client, MailboxTracker tracker, boolean expungeAllowed) {
    for (Update update : tracker.updates(expungeAllowed)) {
      switch (update) {
        case Update.Expunge(int sequence, long uid) ->
            assertThat(client.remove(sequence - 1)).isEqualTo(uid);
        case Update.Exists(int count) -> {
          assertThat(count).isGreaterThan(client.size()).isEqualTo(tracker.count());
          while (client.size() < count) {
            client.add(tracker.uid(client.size() + 1));
          }
        }
        case Update.Recent(int count) -> assertThat(count).isZero();
        case Update.FlagsOf(int sequence) ->
            assertThat(tracker.uid(sequence)).isEqualTo(client.get(sequence - 1));
      }
    }
  }

  @Provide
  Arbitrary<List<Event>> events() {
    return Arbitraries.of(Kind.class)
        .flatMap(
            kind -> Arbitraries.integers().between(0, 20).map(message -> new Event(kind, message)))
        .list()
        .ofMaxSize(40);
  }
}
