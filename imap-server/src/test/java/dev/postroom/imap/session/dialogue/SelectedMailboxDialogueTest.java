package dev.postroom.imap.session.dialogue;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whole dialogues around a selected mailbox. */
class SelectedMailboxDialogueTest {

  private static final String MESSAGE =
      """
      From: Bob <bob@example.org>
      To: alice@example.com
      Subject: Lunch
      Date: Sat, 21 Nov 2026 12:00:00 +0000
      Message-ID: <1@example.org>

      At noon?
      """;

  @Test
  void selectsFetchesAndLogsOut() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    dialogue.store.deliver("INBOX", MESSAGE);
    dialogue.play(
        """
        C: a1 SELECT inbox
        S: * FLAGS (\\Draft \\Answered \\Flagged \\Deleted \\Seen \\Recent)
        S: * OK [PERMANENTFLAGS (\\* \\Draft \\Answered \\Flagged \\Deleted \\Seen)] Limited
        S: * 1 EXISTS
        S: * 1 RECENT
        S: * OK [UNSEEN 1] First unseen.
        S: * OK [UIDVALIDITY 700] Ok
        S: * OK [UIDNEXT 2] Ok
        S: * OK [HIGHESTMODSEQ 2] Ok
        S: * OK [MAILBOXID (F1)] Ok
        S: a1 OK [READ-WRITE] Ok
        C: a2 FETCH 1 (FLAGS RFC822.SIZE INTERNALDATE ENVELOPE)
        S: * 1 FETCH (FLAGS (\\Recent) RFC822.SIZE 148 INTERNALDATE "22-Nov-2026 01:02:03 +0000" ENVELOPE ("Sat, 21 Nov 2026 12:00:00 +0000" "Lunch" (("Bob" NIL "bob" "example.org")) (("Bob" NIL "bob" "example.org")) (("Bob" NIL "bob" "example.org")) ((NIL NIL "alice" "example.com")) NIL NIL NIL "<1@example.org>"))
        S: a2 OK FETCH completed.
        C: a3 UID FETCH 1 (BODY[TEXT] BODY.PEEK[HEADER.FIELDS (subject)]<0.8>)
        S: * 1 FETCH (UID 1 BODY[TEXT] {10}
        S: At noon?
        S:  BODY[HEADER.FIELDS (subject)]<0> {8}
        S: Subject: FLAGS (\\Seen \\Recent))
        S: a3 OK FETCH completed.
        C: a4 LOGOUT
        S: * BYE Postroom logging out
        S: a4 OK LOGOUT completed
        S: (closed)
        """);
  }

  private static final String SELECTED =
      """
      S: * FLAGS (\\Draft \\Answered \\Flagged \\Deleted \\Seen \\Recent)
      S: * OK [PERMANENTFLAGS (\\* \\Draft \\Answered \\Flagged \\Deleted \\Seen)] Limited
      S: * 3 EXISTS
      S: * 3 RECENT
      S: * OK [UNSEEN 1] First unseen.
      S: * OK [UIDVALIDITY 700] Ok
      S: * OK [UIDNEXT 4] Ok
      S: * OK [HIGHESTMODSEQ 4] Ok
      S: * OK [MAILBOXID (F1)] Ok
      S: s OK [READ-WRITE] Ok
      """;

  /** Alice, with an INBOX of three messages selected. */
  private static Dialogue withThreeMessages() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    dialogue.store.deliver("INBOX", MESSAGE);
    dialogue.store.deliver("INBOX", "Subject: =?utf-8?q?=C3=BCber?=\n\nsecond\n");
    dialogue.store.deliver("INBOX", "Subject: third\n\nthird\n");
    return dialogue.play("C: s SELECT INBOX\n" + SELECTED);
  }

  @Test
  void aMessageThatCannotBeReadHidesNoOtherAndStaysUnseen() throws Exception {
    Dialogue dialogue = withThreeMessages();
    dialogue.store.damage("INBOX", 2);
    dialogue.play(
        """
        C: a FETCH 1:3 BODY[TEXT]
        S: * 1 FETCH (BODY[TEXT] {10}
        S: At noon?
        S:  FLAGS (\\Seen \\Recent))
        S: * 3 FETCH (BODY[TEXT] {7}
        S: third
        S:  FLAGS (\\Seen \\Recent))
        S: a NO [SERVERBUG] The message with UID 2 cannot be read.
        C: b SEARCH BODY third
        S: * SEARCH 3
        S: b OK SEARCH done.
        C: c FETCH 2 FLAGS
        S: * 2 FETCH (FLAGS (\\Recent))
        S: c OK FETCH completed.
        """);
  }

  @Test
  void aFailedSelectLeavesNothingSelected() throws Exception {
    Dialogue dialogue = withThreeMessages();
    dialogue.play(
        """
        C: a SELECT INBOX.none
        S: * OK [CLOSED] The mailbox before is closed.
        S: a NO [NONEXISTENT] Mailbox does not exist.
        C: b FETCH 1 FLAGS
        S: b BAD Select a mailbox first.
        """);
  }

  @Test
  void unselectLeavesTheMailboxAndExpungesNothing() throws Exception {
    withThreeMessages()
        .play(
            """
            C: a STORE 2 +FLAGS.SILENT (\\Deleted)
            S: a OK STORE completed.
            C: b UNSELECT
            S: b OK UNSELECT completed
            C: c FETCH 1 FLAGS
            S: c BAD Select a mailbox first.
            C: d UNSELECT
            S: d BAD Select a mailbox first.
            C: e STATUS INBOX (MESSAGES)
            S: * STATUS "INBOX" (MESSAGES 3)
            S: e OK STATUS Completed.
            """);
  }

  @Test
  void storeTellsTheNewFlagsUnlessSilent() throws Exception {
    withThreeMessages()
        .play(
            """
            C: a STORE 1:2 +FLAGS (\\Seen)
            S: * 1 FETCH (FLAGS (\\Seen \\Recent))
            S: * 2 FETCH (FLAGS (\\Seen \\Recent))
            S: a OK STORE completed.
            C: b STORE 1 -FLAGS.SILENT \\Seen
            S: b OK STORE completed.
            C: c UID STORE 3 FLAGS (work)
            S: * FLAGS (\\Draft \\Answered \\Flagged \\Deleted \\Seen \\Recent work)
            S: * OK [PERMANENTFLAGS (\\* \\Draft \\Answered \\Flagged \\Deleted \\Seen work)] Limited
            S: * 3 FETCH (UID 3 FLAGS (\\Recent work))
            S: c OK STORE completed.
            C: d STORE 4 FLAGS ()
            S: d BAD Invalid message sequence number: 4
            """);
  }

  @Test
  void searchFindsByFlagTextAndNumber() throws Exception {
    withThreeMessages()
        .play(
            """
            C: a SEARCH ALL
            S: * SEARCH 1 2 3
            S: a OK SEARCH done.
            C: b UID SEARCH OR FROM BOB SUBJECT third
            S: * SEARCH 1 3
            S: b OK SEARCH done.
            C: c SEARCH CHARSET UTF-8 SUBJECT {5+}
            C: ÃBER NOT UID 1,3
            S: * SEARCH 2
            S: c OK SEARCH done.
            C: d SEARCH SENTBEFORE 22-Nov-2026 SINCE 22-Nov-2026 LARGER 100
            S: * SEARCH 1
            S: d OK SEARCH done.
            C: e SEARCH SEEN
            S: * SEARCH
            S: e OK SEARCH done.
            C: f SEARCH BODY noon UNSEEN NEW
            S: * SEARCH 1
            S: f OK SEARCH done.
            C: g SEARCH CHARSET KLINGON ALL
            S: g NO [BADCHARSET (US-ASCII UTF-8)] The charset is not known here.
            """);
  }

  @Test
  void copyTellsTheUids() throws Exception {
    withThreeMessages()
        .play(
            """
            C: a COPY 1:2 INBOX.x
            S: a NO [TRYCREATE] Mailbox does not exist.
            C: b CREATE INBOX.x
            S: b OK [MAILBOXID (F2)] "INBOX.x" created.
            C: c UID COPY 1,3:* INBOX.x
            S: c OK [COPYUID 700 1,3 1:2] COPY completed.
            C: d UID COPY 90 INBOX.x
            S: d OK COPY completed.
            """);
  }

  @Test
  void moveTellsTheNewUidsBeforeTheOldOnesGo() throws Exception {
    withThreeMessages()
        .play(
            """
            C: a MOVE 1:2 INBOX.x
            S: a NO [TRYCREATE] Mailbox does not exist.
            C: b CREATE INBOX.x
            S: b OK [MAILBOXID (F2)] "INBOX.x" created.
            C: c STORE 2 +FLAGS.SILENT (\\Deleted)
            S: c OK STORE completed.
            C: d MOVE 1 INBOX.x
            S: * OK [COPYUID 700 1 1] Moved.
            S: * 1 EXPUNGE
            S: d OK MOVE completed.
            C: e UID MOVE 3:* INBOX.x
            S: * OK [COPYUID 700 3 2] Moved.
            S: * 2 EXPUNGE
            S: e OK MOVE completed.
            C: f UID MOVE 90 INBOX.x
            S: f OK MOVE completed.
            C: g UID FETCH 1:* FLAGS
            S: * 1 FETCH (UID 2 FLAGS (\\Deleted \\Recent))
            S: g OK FETCH completed.
            C: h STATUS INBOX.x (MESSAGES)
            S: * STATUS "INBOX.x" (MESSAGES 2)
            S: h OK STATUS Completed.
            """);
  }

  @Test
  void whatIsOpenReadOnlyIsNotMoved() throws Exception {
    Dialogue dialogue = withThreeMessages();
    dialogue.send("a EXAMINE INBOX\r\n");
    Eventually.holds(() -> dialogue.events.commands.contains("EXAMINE OK"));
    dialogue.send("b MOVE 1 INBOX\r\n");
    Eventually.holds(() -> dialogue.events.commands.contains("MOVE NO"));
  }

  @Test
  void aMoveThatFailsMovesNothing() throws Exception {
    Dialogue dialogue = withThreeMessages();
    dialogue.store.failToMove();
    dialogue.play(
        """
        C: a CREATE INBOX.x
        S: a OK [MAILBOXID (F2)] "INBOX.x" created.
        C: b MOVE 1:2 INBOX.x
        S: b NO [SERVERBUG] The disk is failing.
        C: c STATUS INBOX.x (MESSAGES)
        S: * STATUS "INBOX.x" (MESSAGES 0)
        S: c OK STATUS Completed.
        C: d FETCH 1:* UID
        S: * 1 FETCH (UID 1)
        S: * 2 FETCH (UID 2)
        S: * 3 FETCH (UID 3)
        S: d OK FETCH completed.
        """);
  }

  @Test
  void expungeNumbersWhatGoes() throws Exception {
    withThreeMessages()
        .play(
            """
            C: a STORE 1:3 +FLAGS.SILENT (\\Deleted)
            S: a OK STORE completed.
            C: b UID EXPUNGE 3
            S: * 3 EXPUNGE
            S: b OK EXPUNGE completed
            C: c EXPUNGE
            S: * 1 EXPUNGE
            S: * 1 EXPUNGE
            S: c OK EXPUNGE completed
            C: d FETCH 1:* FLAGS
            S: d OK FETCH completed.
            """);
  }

  @Test
  void closeExpungesWithoutAWordAndLeaves() throws Exception {
    withThreeMessages()
        .play(
            """
            C: a STORE 2 +FLAGS.SILENT (\\Deleted)
            S: a OK STORE completed.
            C: b CLOSE
            S: b OK mailbox closed.
            C: c STATUS INBOX (MESSAGES)
            S: * STATUS "INBOX" (MESSAGES 2)
            S: c OK STATUS Completed.
            C: d CHECK
            S: d BAD Select a mailbox first.
            """);
  }

  @Test
  void whileNumbersAreInUseNoExpungeIsTold() throws Exception {
    Dialogue dialogue = withThreeMessages();
    dialogue.store.remove("INBOX", 1);
    dialogue.store.deliver("INBOX", "Subject: fourth\n\n");
    dialogue.play(
        """
        C: a FETCH 1:3 (UID)
        S: * 1 FETCH (UID 1)
        S: * 2 FETCH (UID 2)
        S: * 3 FETCH (UID 3)
        S: * 4 EXISTS
        S: * 4 RECENT
        S: a OK FETCH completed.
        C: b FETCH 1:2 (UID)
        S: * 2 FETCH (UID 2)
        S: b NO [EXPUNGEISSUED] Some of the messages no longer exist.
        C: c SEARCH ALL
        S: * SEARCH 2 3 4
        S: c OK SEARCH done.
        C: d UID FETCH 1,4 FLAGS
        S: * 4 FETCH (UID 4 FLAGS (\\Recent))
        S: * 1 EXPUNGE
        S: d OK FETCH completed.
        C: e FETCH 1 UID
        S: * 1 FETCH (UID 2)
        S: e OK FETCH completed.
        """);
  }

  @Test
  void readOnlyMeansReadOnly() throws Exception {
    Dialogue dialogue = withThreeMessages();
    dialogue.play(
        "C: s EXAMINE INBOX\n"
            + "S: * OK [CLOSED] The mailbox before is closed.\n"
            + SELECTED
                .replaceFirst("PERMANENTFLAGS [^]]*", "PERMANENTFLAGS ()")
                .replace("* 3 RECENT", "* 0 RECENT")
                .replace("READ-WRITE", "READ-ONLY"));
    dialogue.play(
        """
        C: a STORE 1 FLAGS (\\Deleted)
        S: a NO [READ-ONLY] The mailbox is selected read-only.
        C: b EXPUNGE
        S: b NO [READ-ONLY] The mailbox is selected read-only.
        C: c FETCH 3 (BODY[TEXT])
        S: * 3 FETCH (BODY[TEXT] {7}
        S: third
        S: )
        S: c OK FETCH completed.
        C: d FETCH 3 FLAGS
        S: * 3 FETCH (FLAGS ())
        S: d OK FETCH completed.
        """);
  }

  @Test
  void keywordsAreAnnouncedBeforeTheyAreMetAndCanBeSearchedFor() throws Exception {
    Dialogue dialogue = withThreeMessages();
    dialogue.play(
        """
        C: a STORE 1:2 +FLAGS ($Forwarded)
        S: * FLAGS (\\Draft \\Answered \\Flagged \\Deleted \\Seen \\Recent $Forwarded)
        S: * OK [PERMANENTFLAGS (\\* \\Draft \\Answered \\Flagged \\Deleted \\Seen $Forwarded)] Limited
        S: * 1 FETCH (FLAGS (\\Recent $Forwarded))
        S: * 2 FETCH (FLAGS (\\Recent $Forwarded))
        S: a OK STORE completed.
        C: b SEARCH KEYWORD $forwarded
        S: * SEARCH 1 2
        S: b OK SEARCH done.
        C: c SEARCH UNKEYWORD $FORWARDED
        S: * SEARCH 3
        S: c OK SEARCH done.
        """);
    dialogue.store.flag("INBOX", 3, new Flags(Set.of(), Set.of("Junk")));
    dialogue.play(
        """
        C: d NOOP
        S: * FLAGS (\\Draft \\Answered \\Flagged \\Deleted \\Seen \\Recent $Forwarded Junk)
        S: * OK [PERMANENTFLAGS (\\* \\Draft \\Answered \\Flagged \\Deleted \\Seen $Forwarded Junk)] Limited
        S: * 3 FETCH (FLAGS (\\Recent Junk))
        S: d OK NOOP completed
        C: e SEARCH KEYWORD Junk UNKEYWORD none
        S: * SEARCH 3
        S: e OK SEARCH done.
        """);
  }

  @Test
  void idleTellsWhatHappensAsItHappens() throws Exception {
    Dialogue dialogue = withThreeMessages();
    dialogue.play("C: i IDLE\nS: + entering idle mode\n");
    dialogue.store.deliver("INBOX", "Subject: fourth\n\n");
    dialogue.play("S: * 4 EXISTS\nS: * 4 RECENT\n");
    dialogue.store.flag("INBOX", 2, Flags.of(SystemFlag.FLAGGED));
    dialogue.play("S: * 2 FETCH (FLAGS (\\Flagged \\Recent))\n");
    dialogue.store.remove("INBOX", 1);
    dialogue.play(
        """
        S: * 1 EXPUNGE
        C: done
        S: i OK IDLE completed
        C: j IDLE
        S: + entering idle mode
        C: k NOOP
        S: j BAD Expected DONE
        C: l NOOP
        S: l OK NOOP completed
        """);
  }

  @Test
  void bodyStructureHasTheExtensionDataThatBodyLacks() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    dialogue.store.deliver(
        "INBOX",
        """
        Subject: two parts
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/plain; charset=utf-8

        hello
        --b
        Content-Type: application/pdf; name="a \\"b\\".pdf"
        Content-Disposition: attachment; filename=a.pdf
        Content-Transfer-Encoding: base64
        Content-Language: de, en

        aGVsbG8=
        --b--
        """);
    dialogue.send("s EXAMINE INBOX\r\n");
    while (!dialogue.connection.nextLine().startsWith("s OK")) {}
    dialogue.play(
        """
        C: a FETCH 1 (BODY BODYSTRUCTURE BODY[1] BODY[2.MIME] BODY[3])
        S: * 1 FETCH (BODY (("TEXT" "PLAIN" ("CHARSET" "utf-8") NIL NIL "7BIT" 5 1)("APPLICATION" "PDF" ("NAME" "a \\"b\\".pdf") NIL NIL "BASE64" 8) "MIXED") BODYSTRUCTURE (("TEXT" "PLAIN" ("CHARSET" "utf-8") NIL NIL "7BIT" 5 1 NIL NIL NIL NIL)("APPLICATION" "PDF" ("NAME" "a \\"b\\".pdf") NIL NIL "BASE64" 8 NIL ("ATTACHMENT" ("FILENAME" "a.pdf")) ("de" "en") NIL) "MIXED" ("BOUNDARY" "b") NIL NIL NIL) BODY[1] {5}
        S: hello BODY[2.MIME] {163}
        S: Content-Type: application/pdf; name="a \\"b\\".pdf"
        S: Content-Disposition: attachment; filename=a.pdf
        S: Content-Transfer-Encoding: base64
        S: Content-Language: de, en
        S:\s
        S:  BODY[3] NIL)
        S: a OK FETCH completed.
        """);
  }
}
