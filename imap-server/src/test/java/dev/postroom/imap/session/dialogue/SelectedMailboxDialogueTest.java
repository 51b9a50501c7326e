package dev.postroom.imap.session.dialogue;

import org.junit.jupiter.api.Test;

/** Whole dialogues around a selected mailbox. */
class SelectedMailboxDialogueTest {

  @Test
  void selectsFetchesAndLogsOut() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    dialogue.store.deliver("INBOX", SelectedInbox.MESSAGE);
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

  @Test
  void aMessageThatCannotBeReadHidesNoOtherAndStaysUnseen() throws Exception {
    Dialogue dialogue = SelectedInbox.withThreeMessages();
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
    Dialogue dialogue = SelectedInbox.withThreeMessages();
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
    SelectedInbox.withThreeMessages()
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
  void searchFindsByFlagTextAndNumber() throws Exception {
    SelectedInbox.withThreeMessages()
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
  void readOnlyMeansReadOnly() throws Exception {
    Dialogue dialogue = SelectedInbox.withThreeMessages();
    dialogue.play(
        "C: s EXAMINE INBOX\n"
            + "S: * OK [CLOSED] The mailbox before is closed.\n"
            + SelectedInbox.ANSWER
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
