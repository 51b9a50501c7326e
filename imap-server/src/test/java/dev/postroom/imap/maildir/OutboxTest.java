package dev.postroom.imap.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.MailStore;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxException.Reason;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.SelectedMailbox;
import dev.postroom.imap.mailbox.StatusItem;
import dev.postroom.imap.maildir.outbox.Outbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mailbox that sends what is put into it (OUTBOX). */
class OutboxTest {

  private static final MailboxName INBOX = MailboxName.INBOX;
  private static final MailboxName OUTBOX = new MailboxName("INBOX.Outbox");

  @TempDir Path maildir;
  private MailServer server;
  private MailStore store;
  private final List<String> sent = new ArrayList<>();
  private final Set<String> refused = Set.of("refused\n");

  @BeforeEach
  void start() throws Exception {
    server = new MailServer(maildir, "here");
    store = open(false);
    store.create(OUTBOX);
  }

  @AfterEach
  void stop() {
    store.close();
    server.close();
  }

  @Test
  void whatIsCopiedOrMovedThereIsSentAndStays() throws Exception {
    append("one\n", "two\n");
    copy(1);
    move(2);
    assertThat(sent).containsExactly("one\n", "two\n");
    assertThat(messages(OUTBOX)).isEqualTo(2);
    assertThat(messages(INBOX)).isEqualTo(1);
  }

  @Test
  void whatCannotBeSentStaysWhereItIs() throws Exception {
    append("refused\n");
    refuses(() -> copy(1), "Unable to send E-mail message.");
    refuses(() -> move(1), "Unable to send E-mail message.");
    assertThat(messages(OUTBOX)).isZero();
    assertThat(messages(INBOX)).isEqualTo(1);
    assertThat(MailServer.files(maildir.resolve(".Outbox/tmp"))).isEmpty();
  }

  @Test
  void severalAtOnceAreSentOnlyWhereTheSiteAllowsIt() throws Exception {
    append("one\n", "two\n", "refused\n");
    refuses(() -> copy(1, 2), "Only one message may be sent at a time.");
    assertThat(sent).isEmpty();

    store.close();
    store = open(true);
    copy(1, 2);
    assertThat(sent).containsExactly("one\n", "two\n");
    refuses(
        () -> copy(1, 3),
        "Unable to send all: the first 1 of 2 messages are sent, none is kept here.");
    assertThat(messages(OUTBOX)).isEqualTo(2);
  }

  @Test
  void whatTheQuotaHasNoRoomForIsNotSent() throws Exception {
    append("one\n");
    Files.writeString(maildir.resolve("maildirsize"), "1C\n4 1\n");
    assertThatThrownBy(() -> copy(1))
        .isInstanceOfSatisfying(
            MailboxException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OVER_QUOTA));
    assertThat(sent).isEmpty();
  }

  private void refuses(ThrowingCallable work, String message) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            MailboxException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_SENT))
        .hasMessage(message);
  }

  private void append(String... messages) throws Exception {
    for (String message : messages) {
      server.append("INBOX", message, Flags.NONE);
    }
  }

  private void copy(long... uids) throws Exception {
    try (SelectedMailbox inbox = store.select(INBOX, false)) {
      inbox.copy(set(uids), OUTBOX);
    }
  }

  private void move(long... uids) throws Exception {
    try (SelectedMailbox inbox = store.select(INBOX, false)) {
      inbox.move(set(uids), OUTBOX);
    }
  }

  private static TreeSet<Long> set(long... uids) {
    var set = new TreeSet<Long>();
    for (long uid : uids) {
      set.add(uid);
    }
    return set;
  }

  private int messages(MailboxName mailbox) throws Exception {
    return store.status(mailbox, Set.of(StatusItem.MESSAGES)).messages();
  }

  private void send(Path message) throws IOException {
    String text = Files.readString(message);
    if (refused.contains(text)) {
      throw new IOException("no");
    }
    sent.add(text);
  }

  private MailStore open(boolean takesSeveral) throws MailboxException {
    MaildirUser user = MailServer.user(maildir);
    return server.stores.open(
        new MaildirUser(
            user.name(),
            user.groups(),
            maildir,
            user.quota(),
            user.trash(),
            user.shared(),
            user.skeleton(),
            user.deletions(),
            user.owner(),
            Optional.of(new Outbox(OUTBOX, takesSeveral, this::send))));
  }
}
