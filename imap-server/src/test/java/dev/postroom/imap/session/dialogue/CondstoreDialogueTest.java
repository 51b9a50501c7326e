package dev.postroom.imap.session.dialogue;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import org.junit.jupiter.api.Test;

/** CONDSTORE and QRESYNC (RFC 7162). */
class CondstoreDialogueTest {

  /** Three messages with the mod-sequences 2, 3 and 4. */
  private static Dialogue three() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    for (int i = 1; i <= 3; i++) {
      dialogue.store.deliver("INBOX", "Subject: " + i + "\n\nbody\n");
    }
    return dialogue;
  }

  private static Dialogue select(Dialogue dialogue, String parameters) throws Exception {
    dialogue.send("s SELECT INBOX" + parameters + "\r\n");
    while (!dialogue.connection.nextLine().startsWith("s OK")) {}
    return dialogue;
  }

  @Test
  void whoAsksForModSequencesIsToldThemFromThenOn() throws Exception {
    Dialogue dialogue = select(three(), "");
    dialogue.play(
        """
        C: a STORE 1 +FLAGS (\\Seen)
        S: * 1 FETCH (FLAGS (\\Seen \\Recent))
        S: a OK STORE completed.
        C: b FETCH 1:2 (MODSEQ)
        S: * OK [HIGHESTMODSEQ 5] Ok
        S: * 1 FETCH (MODSEQ (5))
        S: * 2 FETCH (MODSEQ (3))
        S: b OK FETCH completed.
        C: c STORE 2 +FLAGS (\\Seen)
        S: * 2 FETCH (UID 2 FLAGS (\\Seen \\Recent) MODSEQ (6))
        S: c OK STORE completed.
        C: d UID STORE 3 +FLAGS.SILENT (\\Seen)
        S: * 3 FETCH (UID 3 MODSEQ (7))
        S: d OK STORE completed.
        C: e STORE 2 -FLAGS.SILENT (\\Seen)
        S: * 2 FETCH (UID 2 MODSEQ (8))
        S: e OK STORE completed.
        C: f FETCH 2 BODY[TEXT]
        S: * 2 FETCH (BODY[TEXT] {6}
        S: body
        S:  FLAGS (\\Seen \\Recent) UID 2 MODSEQ (9))
        S: f OK FETCH completed.
        C: f2 FETCH 3 (FLAGS)
        S: * 3 FETCH (FLAGS (\\Seen \\Recent))
        S: f2 OK FETCH completed.
        """);
    dialogue.store.flag("INBOX", 1, Flags.of(SystemFlag.FLAGGED));
    dialogue.play(
        """
        C: g NOOP
        S: * 1 FETCH (UID 1 FLAGS (\\Flagged \\Recent) MODSEQ (10))
        S: g OK NOOP completed
        """);
  }

  @Test
  void selectTurnsItOn() throws Exception {
    select(three(), " (CONDSTORE)")
        .play(
            """
            C: a STORE 1 +FLAGS (\\Seen)
            S: * 1 FETCH (UID 1 FLAGS (\\Seen \\Recent) MODSEQ (5))
            S: a OK STORE completed.
            """);
  }

  @Test
  void fetchesWhatHasChanged() throws Exception {
    select(three(), "")
        .play(
            """
            C: a FETCH 1:* (FLAGS) (CHANGEDSINCE 2)
            S: * OK [HIGHESTMODSEQ 4] Ok
            S: * 2 FETCH (FLAGS (\\Recent) MODSEQ (3))
            S: * 3 FETCH (FLAGS (\\Recent) MODSEQ (4))
            S: a OK FETCH completed.
            C: b UID FETCH 1:* (MODSEQ) (CHANGEDSINCE 3)
            S: * 3 FETCH (UID 3 MODSEQ (4))
            S: b OK FETCH completed.
            C: c FETCH 1:* FLAGS (CHANGEDSINCE 4)
            S: c OK FETCH completed.
            """);
  }

  @Test
  void storesOnlyWhatHasNotChanged() throws Exception {
    Dialogue dialogue = select(three(), "");
    dialogue.store.flag("INBOX", 2, Flags.of(SystemFlag.SEEN));
    dialogue.play(
        """
        C: a STORE 1:3 (UNCHANGEDSINCE 4) +FLAGS.SILENT (\\Deleted)
        S: * OK [HIGHESTMODSEQ 4] Ok
        S: * 1 FETCH (UID 1 MODSEQ (6))
        S: * 3 FETCH (UID 3 MODSEQ (7))
        S: * 2 FETCH (UID 2 FLAGS (\\Seen \\Recent) MODSEQ (5))
        S: a OK [MODIFIED 2] Conditional STORE failed.
        C: b UID STORE 1:3 (UNCHANGEDSINCE 0) FLAGS (\\Seen)
        S: * 1 FETCH (UID 1 FLAGS (\\Deleted \\Recent) MODSEQ (6))
        S: * 2 FETCH (UID 2 FLAGS (\\Seen \\Recent) MODSEQ (5))
        S: * 3 FETCH (UID 3 FLAGS (\\Deleted \\Recent) MODSEQ (7))
        S: b OK [MODIFIED 1:3] Conditional STORE failed.
        C: c UID STORE 2 (UNCHANGEDSINCE 5) +FLAGS (\\Flagged)
        S: * 2 FETCH (UID 2 FLAGS (\\Flagged \\Seen \\Recent) MODSEQ (8))
        S: c OK STORE completed.
        """);
  }

  @Test
  void searchesByModSequence() throws Exception {
    select(three(), "")
        .play(
            """
            C: a SEARCH MODSEQ 3
            S: * OK [HIGHESTMODSEQ 4] Ok
            S: * SEARCH 2 3 (MODSEQ 4)
            S: a OK SEARCH done.
            C: b UID SEARCH OR MODSEQ "/flags/\\\\seen" all 5 1
            S: * SEARCH 1 (MODSEQ 2)
            S: b OK SEARCH done.
            C: c SEARCH MODSEQ 9223372036854775807
            S: * SEARCH
            S: c OK SEARCH done.
            C: d SEARCH RETURN (MIN COUNT) MODSEQ 1
            S: * ESEARCH (TAG "d") MIN 1 COUNT 3 MODSEQ 4
            S: d OK SEARCH done.
            C: e SEARCH RETURN (MIN) MODSEQ 3
            S: * ESEARCH (TAG "e") MIN 2 MODSEQ 3
            S: e OK SEARCH done.
            C: f SORT (REVERSE SUBJECT) UTF-8 MODSEQ 3
            S: * SORT 3 2 (MODSEQ 4)
            S: f OK SORT done.
            C: f2 SORT RETURN (MIN) (SUBJECT) UTF-8 MODSEQ 1
            S: * ESEARCH (TAG "f2") MIN 1 MODSEQ 2
            S: f2 OK SORT done.
            C: f3 SORT RETURN (MIN MAX SAVE) (REVERSE SUBJECT) UTF-8 MODSEQ 1
            S: * ESEARCH (TAG "f3") MIN 3 MAX 1 MODSEQ 4
            S: f3 OK SORT done.
            C: f4 SEARCH $
            S: * SEARCH 1 3
            S: f4 OK SEARCH done.
            C: g SEARCH MODSEQ 9223372036854775808
            S: g BAD A number is larger than 9223372036854775807
            """);
  }

  @Test
  void searchesByDateOfSavingAndById() throws Exception {
    select(three(), "")
        .play(
            """
            C: s FETCH 1 (SAVEDATE)
            S: * 1 FETCH (SAVEDATE "22-Nov-2026 01:02:03 +0000")
            S: s OK FETCH completed.
            C: a SEARCH SAVEDON 22-Nov-2026 SAVEDATESUPPORTED
            S: * SEARCH 1 2 3
            S: a OK SEARCH done.
            C: b SEARCH OR SAVEDBEFORE 22-Nov-2026 NOT SAVEDSINCE 22-Nov-2026
            S: * SEARCH
            S: b OK SEARCH done.
            C: c SEARCH OR EMAILID nobody THREADID nobody
            S: * SEARCH
            S: c OK SEARCH done.
            """);
  }

  /** A session in which QRESYNC is on. */
  private static Dialogue resyncing(Dialogue dialogue) throws Exception {
    return dialogue.play(
        """
        C: e ENABLE QRESYNC
        S: * ENABLED QRESYNC
        S: e OK Options enabled
        """);
  }

  @Test
  void whoComesBackIsToldOnlyWhatItMissed() throws Exception {
    Dialogue dialogue = three();
    dialogue.store.deliver("INBOX", "Subject: 4\n\n");
    dialogue.store.flag("INBOX", 2, Flags.of(SystemFlag.SEEN));
    dialogue.store.remove("INBOX", 3);
    resyncing(dialogue);
    dialogue.send("s SELECT INBOX (QRESYNC (700 4))\r\n");
    while (!dialogue.connection.nextLine().startsWith("* OK [MAILBOXID")) {}
    dialogue.play(
        """
        S: * VANISHED (EARLIER) 3
        S: * 2 FETCH (UID 2 FLAGS (\\Seen \\Recent) MODSEQ (6))
        S: * 3 FETCH (UID 4 FLAGS (\\Recent) MODSEQ (5))
        S: s OK [READ-WRITE] Ok
        """);
    dialogue.send("s SELECT INBOX (QRESYNC (700 4 1:2 (1,2 1,2)))\r\n");
    while (!dialogue.connection.nextLine().startsWith("* OK [MAILBOXID")) {}
    dialogue.play(
        """
        S: * 2 FETCH (UID 2 FLAGS (\\Seen) MODSEQ (6))
        S: s OK [READ-WRITE] Ok
        """);
    dialogue.send("s SELECT INBOX (QRESYNC (700 1 1:3 (1:3 1:2,4)))\r\n");
    while (!dialogue.connection.nextLine().startsWith("* OK [MAILBOXID")) {}
    dialogue.play(
        """
        S: * 1 FETCH (UID 1 FLAGS () MODSEQ (2))
        S: * 2 FETCH (UID 2 FLAGS (\\Seen) MODSEQ (6))
        S: s OK [READ-WRITE] Ok
        """);
    dialogue.send("s SELECT INBOX (QRESYNC (700 4 1:4 (2,3,9 2,3,4)))\r\n");
    while (!dialogue.connection.nextLine().startsWith("* OK [MAILBOXID")) {}
    dialogue.play(
        """
        S: * VANISHED (EARLIER) 3
        S: * 2 FETCH (UID 2 FLAGS (\\Seen) MODSEQ (6))
        S: * 3 FETCH (UID 4 FLAGS () MODSEQ (5))
        S: s OK [READ-WRITE] Ok
        """);
    dialogue.send("s SELECT INBOX (QRESYNC (701 4))\r\n");
    while (!dialogue.connection.nextLine().startsWith("* OK [MAILBOXID")) {}
    dialogue.play(
        """
        S: s OK [READ-WRITE] Ok
        C: f UID FETCH 1:* (FLAGS) (CHANGEDSINCE 5 VANISHED)
        S: * VANISHED (EARLIER) 3
        S: * 2 FETCH (UID 2 FLAGS (\\Seen) MODSEQ (6))
        S: f OK FETCH completed.
        C: g UID FETCH 1:2 (FLAGS) (CHANGEDSINCE 6 VANISHED)
        S: g OK FETCH completed.
        """);
  }

  @Test
  void expungesAreToldByUid() throws Exception {
    Dialogue dialogue = select(resyncing(three()), "");
    dialogue.store.remove("INBOX", 1);
    dialogue.play(
        """
        C: a UID FETCH 1:* (FLAGS) (CHANGEDSINCE 4 VANISHED)
        S: * VANISHED 1
        S: a OK FETCH completed.
        C: b STORE 1:2 +FLAGS.SILENT (\\Deleted)
        S: * 1 FETCH (UID 2 MODSEQ (6))
        S: * 2 FETCH (UID 3 MODSEQ (7))
        S: b OK STORE completed.
        C: c EXPUNGE
        S: * VANISHED 2:3
        S: c OK [HIGHESTMODSEQ 9] EXPUNGE completed
        """);
    dialogue.store.deliver("INBOX", "Subject: 4\n\n");
    dialogue.store.flag("INBOX", 4, Flags.of(SystemFlag.DELETED));
    dialogue.play(
        """
        C: d NOOP
        S: * 1 EXISTS
        S: * 1 RECENT
        S: * 1 FETCH (UID 4 FLAGS (\\Deleted \\Recent) MODSEQ (11))
        S: d OK NOOP completed
        C: f CLOSE
        S: f OK mailbox closed.
        """);
  }

  @Test
  void flagsThatOthersChangedAreToldOfASilentChangeToo() throws Exception {
    Dialogue dialogue = select(three(), " (CONDSTORE)");
    dialogue.store.flag("INBOX", 2, Flags.of(SystemFlag.SEEN));
    dialogue.play(
        """
        C: a STORE 1:2 +FLAGS.SILENT (\\Flagged)
        S: * 1 FETCH (UID 1 MODSEQ (6))
        S: * 2 FETCH (UID 2 FLAGS (\\Flagged \\Seen \\Recent) MODSEQ (7))
        S: a OK STORE completed.
        """);
  }

  @Test
  void readingTellsAllOfTheChangeThatItMakes() throws Exception {
    select(three(), " (CONDSTORE)")
        .play(
            """
            C: a FETCH 1 (FLAGS BODY[9])
            S: * 1 FETCH (FLAGS (\\Seen \\Recent) BODY[9] NIL UID 1 MODSEQ (5))
            S: a OK FETCH completed.
            """);
  }

  @Test
  void whoIsNotToldOfAnExpungeYetIsToldHowFarItsKnowledgeGoes() throws Exception {
    Dialogue dialogue = select(resyncing(three()), "");
    dialogue.store.remove("INBOX", 3);
    dialogue.play(
        """
        C: a STORE 1 +FLAGS.SILENT (\\Seen)
        S: * 1 FETCH (UID 1 MODSEQ (6))
        S: * OK [HIGHESTMODSEQ 4] Ok
        S: a OK STORE completed.
        C: b UID SEARCH 1:* SEEN
        S: * SEARCH 1
        S: * OK [HIGHESTMODSEQ 4] Ok
        S: b OK SEARCH done.
        C: c UID SEARCH SEEN
        S: * SEARCH 1
        S: * VANISHED 3
        S: c OK SEARCH done.
        C: d FETCH 1 (MODSEQ)
        S: * 1 FETCH (MODSEQ (6))
        S: d OK FETCH completed.
        """);
  }

  @Test
  void theFirstWordOfModSequencesIsAnsweredWithWhereTheMailboxStands() throws Exception {
    select(three(), "")
        .play(
            """
            C: a ENABLE CONDSTORE
            S: * ENABLED CONDSTORE
            S: * OK [HIGHESTMODSEQ 4] Ok
            S: a OK Options enabled
            C: b STATUS INBOX (HIGHESTMODSEQ)
            S: * STATUS "INBOX" (HIGHESTMODSEQ 4)
            S: b OK STATUS Completed.
            """);
  }

  @Test
  void whatIsNotEnabledOrMakesNoSenseIsBad() throws Exception {
    select(three(), "")
        .play(
            """
            C: a SELECT INBOX (QRESYNC (700 4))
            S: a BAD QRESYNC is not enabled
            C: b UID FETCH 1 FLAGS (CHANGEDSINCE 1 VANISHED)
            S: b BAD QRESYNC is not enabled
            C: c FETCH 1 FLAGS (CHANGEDSINCE 1 VANISHED)
            S: c BAD VANISHED is for UID FETCH
            C: d FETCH 1 FLAGS (SINCE 1)
            S: d BAD FETCH knows no SINCE
            C: e STORE 1 (UNCHANGEDSINCE) FLAGS ()
            S: e BAD Expected a space at character 26
            C: g ENABLE QRESYNC
            S: * ENABLED QRESYNC
            S: * OK [HIGHESTMODSEQ 4] Ok
            S: g OK Options enabled
            C: h SELECT INBOX (QRESYNC (700 4 1:3 (1:3 1:2)))
            S: h BAD There must be as many UIDs as message numbers, both ascending
            C: h2 SELECT INBOX (QRESYNC (700 4 1:3 (2,1 1:2)))
            S: h2 BAD There must be as many UIDs as message numbers, both ascending
            C: i UID FETCH 1 FLAGS (VANISHED)
            S: i BAD CHANGEDSINCE is missing
            C: f SELECT INBOX ()
            S: f BAD Expected an atom at character 17
            """);
  }
}
