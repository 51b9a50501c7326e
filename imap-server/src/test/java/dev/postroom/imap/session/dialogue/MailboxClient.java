package dev.postroom.imap.session.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.session.view.FlagsEncoder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client that keeps a copy of INBOX and does just what RFC 3501 and RFC 7162 section 6 tell it
 * to. It looks at nothing but what the server says.
 */
final class MailboxClient {

  /** What the client asks for. */
  enum Dialect {
    PLAIN,
    CONDSTORE,
    QRESYNC
  }

  private static final Pattern FETCH = Pattern.compile("\\* (\\d+) FETCH \\((.*)\\)");
  private static final Pattern UID = Pattern.compile("\\bUID (\\d+)");
  private static final Pattern MODSEQ = Pattern.compile("\\bMODSEQ \\((\\d+)\\)");
  private static final Pattern FLAGS = Pattern.compile("\\bFLAGS \\(([^)]*)\\)");
  private static final Pattern HIGHEST = Pattern.compile("\\[HIGHESTMODSEQ (\\d+)]");
  private static final Pattern EXISTS = Pattern.compile("\\* (\\d+) EXISTS");
  private static final Pattern EXPUNGE = Pattern.compile("\\* (\\d+) EXPUNGE");
  private static final Pattern VANISHED =
      Pattern.compile("\\* VANISHED( \\(EARLIER\\))? ([0-9,:]+)");

  private final MemoryMailStore store;
  private final Dialect dialect;

  /** What is kept from one connection to the next. */
  private final TreeMap<Long, Flags> known = new TreeMap<>();

  private long modSeq;

  private Dialogue dialogue;

  /** The UIDs by sequence number; 0 where the client has not asked yet. */
  private final List<Long> uids = new ArrayList<>();

  /** The change that a silent STORE makes to what is known, while it runs. */
  private Flags adding = Flags.NONE;

  private long highestFetched;
  private long highestSaid;
  private int tags;

  MailboxClient(MemoryMailStore store, Dialect dialect) {
    this.store = store;
    this.dialect = dialect;
  }

  boolean goesByModSeq() {
    return dialect != Dialect.PLAIN;
  }

  TreeMap<Long, Flags> known() {
    return known;
  }

  void connect() throws InterruptedException {
    dialogue = Dialogue.loggedIn(store);
    uids.clear();
    if (dialect == Dialect.QRESYNC) {
      command("ENABLE QRESYNC");
    }
    boolean resync = dialect == Dialect.QRESYNC && modSeq > 0;
    if (!resync) {
      known.clear();
    }
    command(
        switch (dialect) {
          case PLAIN -> "SELECT INBOX";
          case CONDSTORE -> "SELECT INBOX (CONDSTORE)";
          case QRESYNC ->
              resync
                  ? "SELECT INBOX (QRESYNC (%d %d))".formatted(MemoryMailStore.UID_VALIDITY, modSeq)
                  : "SELECT INBOX";
        });
  }

  /** Leaves the mailbox, and the deleted messages behind. */
  void close() throws InterruptedException {
    exchange("CLOSE");
    disconnect();
  }

  void disconnect() {
    dialogue.session.disconnected();
  }

  void store(int message, boolean byUid, boolean silent, Flags flag) throws InterruptedException {
    store(message, byUid, silent, "", flag);
  }

  void storeUnchanged(int message, Flags flag) throws InterruptedException {
    store(
        message, true, true, goesByModSeq() ? "(UNCHANGEDSINCE %d) ".formatted(modSeq) : "", flag);
  }

  private void store(int message, boolean byUid, boolean silent, String modifier, Flags flag)
      throws InterruptedException {
    if (uids.isEmpty()) {
      return;
    }
    int sequence = message % uids.size() + 1;
    long uid = uids.get(sequence - 1);
    if (byUid && uid == 0) {
      return;
    }
    adding = silent ? flag : Flags.NONE;
    boolean done =
        command(
            "%s %d %s+FLAGS%s (%s)"
                .formatted(
                    byUid ? "UID STORE" : "STORE",
                    byUid ? uid : sequence,
                    modifier,
                    silent ? ".SILENT" : "",
                    FlagsEncoder.flags(flag, false).replaceAll("[()]", "")));
    // Without mod-sequences, silence means that it was done.
    if (done && silent && !goesByModSeq() && known.containsKey(uid)) {
      known.put(uid, known.get(uid).plus(adding));
    }
    adding = Flags.NONE;
    lookAtNew();
  }

  void fetch(int message, String items) throws InterruptedException {
    if (!uids.isEmpty()) {
      command("FETCH " + (message % uids.size() + 1) + " " + items);
    }
  }

  /** Sends it, takes in what is said, and asks after new messages. */
  boolean command(String command) throws InterruptedException {
    boolean ok = exchange(command);
    if (adding.equals(Flags.NONE)) {
      lookAtNew();
    }
    return ok;
  }

  private void lookAtNew() throws InterruptedException {
    int first = uids.indexOf(0L);
    if (first >= 0) {
      String modSeqs = goesByModSeq() ? " MODSEQ" : "";
      exchange("FETCH %d:%d (UID FLAGS%s)".formatted(first + 1, uids.size(), modSeqs));
    }
  }

  private boolean exchange(String command) throws InterruptedException {
    String tag = "t" + ++tags;
    highestFetched = 0;
    highestSaid = 0;
    dialogue.send(tag + " " + command + "\r\n");
    while (true) {
      String line = dialogue.connection.nextLine();
      Matcher highest = HIGHEST.matcher(line);
      if (highest.find()) {
        highestSaid = Long.parseLong(highest.group(1));
      }
      if (line.startsWith(tag + " ")) {
        // RFC 7162 section 6.
        modSeq = highestSaid > 0 ? highestSaid : Math.max(modSeq, highestFetched);
        assertThat(line).as(command).doesNotStartWith(tag + " BAD");
        return line.startsWith(tag + " OK");
      }
      assertThat(line).as(command).startsWith("* ");
      untagged(line);
    }
  }

  private void untagged(String line) {
    Matcher exists = EXISTS.matcher(line);
    if (exists.matches()) {
      int count = Integer.parseInt(exists.group(1));
      assertThat(count).isGreaterThanOrEqualTo(uids.size());
      while (uids.size() < count) {
        uids.add(0L);
      }
    }
    Matcher expunge = EXPUNGE.matcher(line);
    if (expunge.matches()) {
      assertThat(dialect).isNotEqualTo(Dialect.QRESYNC);
      forget(uids.remove(Integer.parseInt(expunge.group(1)) - 1));
    }
    Matcher vanished = VANISHED.matcher(line);
    if (vanished.matches()) {
      assertThat(dialect).isEqualTo(Dialect.QRESYNC);
      vanished(vanished.group(2), vanished.group(1) != null);
    }
    Matcher fetch = FETCH.matcher(line);
    if (fetch.matches()) {
      fetched(Integer.parseInt(fetch.group(1)), fetch.group(2));
    }
  }

  private void vanished(String set, boolean earlier) {
    for (String range : set.split(",")) {
      String[] ends = range.split(":");
      long last = Long.parseLong(ends[ends.length - 1]);
      for (long uid = Long.parseLong(ends[0]); uid <= last; uid++) {
        forget(uid);
        if (!earlier && !uids.remove((Long) uid)) {
          assertThat(uids.remove((Long) 0L)).as("VANISHED tells of a counted message").isTrue();
        }
      }
    }
  }

  private void forget(long uid) {
    known.remove(uid);
  }

  private void fetched(int sequence, String items) {
    Matcher uidItem = UID.matcher(items);
    if (uidItem.find()) {
      long uid = Long.parseLong(uidItem.group(1));
      assertThat(uids.get(sequence - 1)).isIn(0L, uid);
      uids.set(sequence - 1, uid);
    }
    Matcher modSeqItem = MODSEQ.matcher(items);
    boolean hasModSeq = modSeqItem.find();
    if (hasModSeq) {
      highestFetched = Math.max(highestFetched, Long.parseLong(modSeqItem.group(1)));
    }
    long uid = uids.get(sequence - 1);
    if (uid == 0) {
      return;
    }
    Matcher flagsItem = FLAGS.matcher(items);
    if (flagsItem.find()) {
      known.put(uid, flags(flagsItem.group(1)));
    } else if (hasModSeq && known.containsKey(uid)) {
      known.put(uid, known.get(uid).plus(adding));
    }
  }

  private static Flags flags(String words) {
    var flags = EnumSet.noneOf(SystemFlag.class);
    for (String word : words.split(" ")) {
      if (word.startsWith("\\") && !word.equals("\\Recent")) {
        flags.add(SystemFlag.valueOf(word.substring(1).toUpperCase(Locale.ROOT)));
      }
    }
    return Flags.of(flags.toArray(SystemFlag[]::new));
  }
}
