package dev.postroom.imap.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.mailbox.FlagChange;
import dev.postroom.imap.mailbox.FlagChange.Mode;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailStore.AssignedUids;
import dev.postroom.imap.mailbox.MailboxChange;
import dev.postroom.imap.mailbox.MailboxChange.Arrived;
import dev.postroom.imap.mailbox.MailboxChange.Flagged;
import dev.postroom.imap.mailbox.MailboxChange.Vanished;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.MessageContent;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.mailbox.SelectedMailbox;
import dev.postroom.imap.mailbox.StatusItem;
import dev.postroom.imap.maildir.files.MaildirFileName;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several servers with several sessions each, and programs that deliver and change flags, all at
 * once on one Maildir, do whatever comes to their minds. No UID stands for two messages, no message
 * is lost or twice that nobody expunged or copied, and in the end everybody sees the same.
 */
class SharedStorageStressTest {

  private static final MailboxName INBOX = MailboxName.INBOX;
  private static final MailboxName OTHER = new MailboxName("INBOX.Other");
  private static final List<String> SERVERS = List.of("one", "two", "three");
  private static final int OPERATIONS = 40;
  private static final int DELIVERIES = 40;

  @TempDir Path maildir;

  private final AtomicInteger numbers = new AtomicInteger();

  /** What was seen or answered: texts by mailbox and UID. */
  private final Map<String, String> texts = new ConcurrentHashMap<>();

  /** Texts of messages that there are. */
  private final Set<String> written = ConcurrentHashMap.newKeySet();

  /** Of these somebody began to expunge one. */
  private final Set<String> expunged = ConcurrentHashMap.newKeySet();

  /** Of these somebody began to copy one. */
  private final Set<String> copied = ConcurrentHashMap.newKeySet();

  @Test
  @Timeout(120)
  void allAgreeAndNothingIsLost() throws Exception {
    var servers = new ArrayList<MailServer>();
    var sessions = new ArrayList<Session>();
    try {
      for (String host : SERVERS) {
        servers.add(new MailServer(maildir, host));
      }
      servers.getFirst().store.create(OTHER);
      for (int i = 0; i < servers.size(); i++) {
        sessions.add(new Session(servers.get(i), INBOX, new Random(100 + i)));
        sessions.add(new Session(servers.get(i), OTHER, new Random(200 + i)));
      }
      run(sessions);

      try (var fresh = new MailServer(maildir, "fresh")) {
        Map<Long, Flags> inbox = new Session(fresh, INBOX, new Random(0)).finish();
        Map<Long, Flags> other = new Session(fresh, OTHER, new Random(0)).finish();
        for (Session session : sessions) {
          assertThat(session.finish())
              .as(session.toString())
              .isEqualTo(session.name.equals(INBOX) ? inbox : other);
        }
        assertThat(inbox.size() + other.size()).isEqualTo(filesIn(INBOX) + filesIn(OTHER));
        checkNothingIsLost(inbox, other);
      }
    } finally {
      servers.forEach(MailServer::close);
    }
  }

  private void run(List<Session> sessions) throws Exception {
    var done = new AtomicBoolean();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Future<Void>>();
      for (Session session : sessions) {
        tasks.add(executor.submit(session::work));
      }
      tasks.add(executor.submit(this::deliver));
      Future<Void> flagging = executor.submit(() -> changeFlagsUntil(done));
      try {
        for (Future<Void> task : tasks) {
          task.get();
        }
      } finally {
        done.set(true);
      }
      flagging.get();
    }
  }

  private void checkNothingIsLost(Map<Long, Flags> inbox, Map<Long, Flags> other) {
    var there = new ArrayList<String>();
    inbox.keySet().forEach(uid -> there.add(texts.get(INBOX + "/" + uid)));
    other.keySet().forEach(uid -> there.add(texts.get(OTHER + "/" + uid)));
    var lost = new TreeSet<>(written);
    lost.removeAll(there);
    lost.removeAll(expunged);
    assertThat(lost).isEmpty();
    assertThat(there.stream().filter(text -> !copied.contains(text))).doesNotHaveDuplicates();
  }

  private long filesIn(MailboxName name) {
    Path folder = name.equals(INBOX) ? maildir : maildir.resolve(".Other");
    return MailServer.files(folder.resolve("cur")).size()
        + MailServer.files(folder.resolve("new")).size();
  }

  private String newText() {
    String text = "text " + numbers.incrementAndGet();
    written.add(text);
    return text;
  }

  /** A UID is one message's for good. */
  private void isOf(MailboxName mailbox, long uid, String text) {
    assertThat(texts.putIfAbsent(mailbox + "/" + uid, text))
        .as(mailbox + "/" + uid)
        .isIn(null, text);
  }

  private Void deliver() throws Exception {
    for (int i = 0; i < DELIVERIES; i++) {
      Path folder = i % 3 == 0 ? maildir.resolve(".Other") : maildir;
      MailServer.deliver(folder, (2_000_000_000 + i) + ".M1P1.agent", newText() + "\n");
      LockSupport.parkNanos(20_000_000);
    }
    return null;
  }

  /** One change at a time, as a user's other program would. */
  private Void changeFlagsUntil(AtomicBoolean done) throws Exception {
    var random = new Random(300);
    while (!done.get()) {
      Path cur = (random.nextBoolean() ? maildir : maildir.resolve(".Other")).resolve("cur");
      List<String> names = MailServer.files(cur);
      if (!names.isEmpty()) {
        MaildirFileName name = MaildirFileName.parse(names.get(random.nextInt(names.size())));
        Set<SystemFlag> flags = new TreeSet<>(MaildirFileName.flags(name.info()));
        if (!flags.remove(SystemFlag.ANSWERED)) {
          flags.add(SystemFlag.ANSWERED);
        }
        String info = MaildirFileName.withFlags(name.info(), flags);
        try {
          Files.move(cur.resolve(name.toString()), cur.resolve(name.base() + info));
        } catch (NoSuchFileException changedByAnother) {
          continue;
        }
      }
      LockSupport.parkNanos(3_000_000);
    }
    return null;
  }

  /** A session on a mailbox, and what its client knows of that. */
  private final class Session {
    private final MailServer server;
    private final MailboxName name;
    private final MailboxName elsewhere;
    private final Random random;
    private final TreeMap<Long, Flags> known = new TreeMap<>();
    private SelectedMailbox mailbox;
    private long highest;

    Session(MailServer server, MailboxName name, Random random) throws Exception {
      this.server = server;
      this.name = name;
      this.elsewhere = name.equals(INBOX) ? OTHER : INBOX;
      this.random = random;
      select();
    }

    @Override
    public String toString() {
      return name + " on " + server;
    }

    private void select() throws Exception {
      mailbox = server.store.select(name, false);
      known.clear();
      highest = 0;
      for (MessageState message : mailbox.messages()) {
        arrived(message);
      }
      checkModSeq(0);
    }

    Void work() throws Exception {
      for (int i = 0; i < OPERATIONS; i++) {
        operate();
        if (random.nextInt(3) > 0) {
          mailbox.refresh();
          takeChanges();
        }
      }
      return null;
    }

    /** What is there when nobody changes anything any more. */
    Map<Long, Flags> finish() throws Exception {
      mailbox.refresh();
      takeChanges();
      for (long uid : known.keySet()) {
        assertThat(text(uid)).as(name + "/" + uid).isPresent();
      }
      mailbox.close();
      return known;
    }

    private void operate() throws Exception {
      switch (random.nextInt(9)) {
        case 0, 1 -> append();
        case 2 -> store(new Flags(Set.of(), Set.of(random.nextBoolean() ? "Work" : "Home")));
        case 3 -> store(Flags.of(SystemFlag.SEEN));
        case 4 -> store(Flags.of(SystemFlag.FLAGGED));
        case 5 -> transfer(false);
        case 6 -> transfer(true);
        case 7 -> expunge();
        default -> reopen();
      }
    }

    private void append() throws Exception {
      String text = newText();
      isOf(name, server.append(name.value(), text + "\n", Flags.NONE), text);
    }

    private void store(Flags flags) throws Exception {
      var change = new FlagChange(random.nextBoolean() ? Mode.ADD : Mode.REMOVE, flags);
      mailbox
          .store(some(), change, OptionalLong.empty())
          .now()
          .forEach((uid, now) -> known.replace(uid, now.flags()));
    }

    private void transfer(boolean isMove) throws Exception {
      var uids = new TreeSet<Long>();
      var their = new TreeMap<Long, String>();
      for (long uid : some()) {
        text(uid)
            .ifPresent(
                text -> {
                  uids.add(uid);
                  their.put(uid, text);
                });
      }
      if (!isMove) {
        copied.addAll(their.values());
      }
      try {
        AssignedUids assigned =
            isMove ? mailbox.move(uids, elsewhere) : mailbox.copy(uids, elsewhere);
        for (int i = 0; i < assigned.sources().size(); i++) {
          isOf(elsewhere, assigned.destinations().get(i), their.get(assigned.sources().get(i)));
        }
      } catch (MailboxException e) {
        assertThat(e.reason()).as(e.toString()).isEqualTo(MailboxException.Reason.EXPUNGE_ISSUED);
      }
    }

    private void expunge() throws Exception {
      TreeSet<Long> uids = some();
      for (long uid : uids) {
        text(uid).ifPresent(expunged::add);
      }
      var change = new FlagChange(Mode.ADD, Flags.of(SystemFlag.DELETED));
      mailbox
          .store(uids, change, OptionalLong.empty())
          .now()
          .forEach((uid, now) -> known.replace(uid, now.flags()));
      mailbox.expunge(Optional.of(uids));
    }

    private void reopen() throws Exception {
      server.store.status(elsewhere, Set.of(StatusItem.values()));
      mailbox.close();
      select();
    }

    private TreeSet<Long> some() {
      var uids = new TreeSet<Long>();
      var all = new ArrayList<>(known.keySet());
      for (int i = 0; i < 2 && !all.isEmpty(); i++) {
        uids.add(all.get(random.nextInt(all.size())));
      }
      return uids;
    }

    private void takeChanges() throws Exception {
      long before = highest;
      for (MailboxChange change : mailbox.changes()) {
        switch (change) {
          case Arrived(List<MessageState> messages) -> {
            for (MessageState message : messages) {
              assertThat(known.isEmpty() || message.uid() > known.lastKey()).isTrue();
              arrived(message);
            }
          }
          case Flagged(long uid, Flags flags, long modSeq) -> {
            assertThat(known.replace(uid, flags)).as("flags of " + uid).isNotNull();
            highest = Math.max(highest, modSeq);
          }
          case Vanished(List<Long> uids) ->
              uids.forEach(uid -> assertThat(known.remove(uid)).as("gone " + uid).isNotNull());
        }
      }
      checkModSeq(before);
    }

    private void arrived(MessageState message) throws Exception {
      known.put(message.uid(), message.flags());
      highest = Math.max(highest, message.modSeq());
      Optional<String> text = text(message.uid());
      if (text.isPresent()) {
        isOf(name, message.uid(), text.get());
      }
    }

    private void checkModSeq(long before) {
      long now = mailbox.highestModSeq();
      assertThat(now).isGreaterThanOrEqualTo(highest).isGreaterThanOrEqualTo(before);
      highest = now;
    }

    private Optional<String> text(long uid) throws Exception {
      Optional<MessageContent> content = mailbox.content(uid);
      if (content.isEmpty()) {
        return Optional.empty();
      }
      try (InputStream in = content.get().open()) {
        return Optional.of(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
      } catch (NoSuchFileException gone) {
        return Optional.empty();
      }
    }
  }
}
