package dev.postroom.imap.session.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * A client that believes what it is told knows the mailbox, whatever others do to it meanwhile and
 * wherever the connection breaks (RFC 3501 section 7.4.1, RFC 7162 section 3.2).
 */
class ResynchronizationProperties {

  private static final List<SystemFlag> FLAGS =
      List.of(SystemFlag.SEEN, SystemFlag.FLAGGED, SystemFlag.DELETED);

  /** What happens next. {@code message} and {@code flag} choose among those there are. */
  private record Event(Kind kind, int message, SystemFlag flag) {}

  private enum Kind {
    OTHERS_DELIVER,
    OTHERS_FLAG,
    OTHERS_UNFLAG,
    OTHERS_REMOVE,
    NOOP,
    STORE,
    STORE_SILENTLY,
    STORE_BY_UID,
    STORE_WHAT_IS_UNCHANGED,
    READ,
    FETCH_MODSEQ,
    SEARCH,
    EXPUNGE,
    CLOSE_AND_COME_BACK,
    LOSE_CONNECTION_AND_COME_BACK
  }

  @Property(tries = 400)
  void aClientWithQresyncKnowsTheMailbox(@ForAll("events") List<Event> events) throws Exception {
    check(events, MailboxClient.Dialect.QRESYNC);
  }

  @Property(tries = 200)
  void aClientWithCondstoreKnowsTheMailbox(@ForAll("events") List<Event> events) throws Exception {
    check(events, MailboxClient.Dialect.CONDSTORE);
  }

  @Property(tries = 200)
  void aPlainClientKnowsTheMailbox(@ForAll("events") List<Event> events) throws Exception {
    check(events, MailboxClient.Dialect.PLAIN);
  }

  private static void check(List<Event> events, MailboxClient.Dialect dialect) throws Exception {
    var store = new MemoryMailStore();
    for (int i = 0; i < 3; i++) {
      store.deliver("INBOX", "Subject: first\n\nbody\n");
    }
    var client = new MailboxClient(store, dialect);
    client.connect();
    for (Event event : events) {
      happen(event, store, client);
    }
    client.command("NOOP");
    assertThat(client.known()).as("told").isEqualTo(store.flags("INBOX"));
    client.disconnect();
    client.connect();
    assertThat(client.known()).as("after coming back").isEqualTo(store.flags("INBOX"));
    client.disconnect();
  }

  private static void happen(Event event, MemoryMailStore store, MailboxClient client)
      throws Exception {
    List<Long> there = List.copyOf(store.flags("INBOX").keySet());
    Flags flag = Flags.of(event.flag());
    if (there.isEmpty() && event.kind().name().startsWith("OTHERS_")) {
      store.deliver("INBOX", "Subject: more\n\nbody\n");
      return;
    }
    long uid = there.isEmpty() ? 0 : there.get(event.message() % there.size());
    switch (event.kind()) {
      case OTHERS_DELIVER -> store.deliver("INBOX", "Subject: more\n\nbody\n");
      case OTHERS_FLAG -> store.flag("INBOX", uid, store.flags("INBOX").get(uid).plus(flag));
      case OTHERS_UNFLAG -> store.flag("INBOX", uid, store.flags("INBOX").get(uid).minus(flag));
      case OTHERS_REMOVE -> store.remove("INBOX", uid);
      case NOOP -> client.command("NOOP");
      case STORE -> client.store(event.message(), false, false, flag);
      case STORE_SILENTLY -> client.store(event.message(), false, true, flag);
      case STORE_BY_UID -> client.store(event.message(), true, true, flag);
      case STORE_WHAT_IS_UNCHANGED -> client.storeUnchanged(event.message(), flag);
      case READ -> client.fetch(event.message(), "(BODY[9])");
      case FETCH_MODSEQ ->
          client.fetch(event.message(), client.goesByModSeq() ? "(MODSEQ)" : "(FLAGS)");
      case SEARCH -> client.command("UID SEARCH 1:* UNSEEN");
      case EXPUNGE -> client.command("EXPUNGE");
      case CLOSE_AND_COME_BACK -> {
        client.close();
        client.connect();
      }
      case LOSE_CONNECTION_AND_COME_BACK -> {
        client.disconnect();
        client.connect();
      }
    }
  }

  @Provide
  Arbitrary<List<Event>> events() {
    return Combinators.combine(
            Arbitraries.of(Set.of(Kind.values())),
            Arbitraries.integers().between(0, 5),
            Arbitraries.of(FLAGS))
        .as(Event::new)
        .list()
        .ofMaxSize(25);
  }
}
