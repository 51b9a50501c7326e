package dev.postroom.imap.session;

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
        S: a1 OK [READ-WRITE] Ok
        C: a2 FETCH 1 (FLAGS RFC822.SIZE INTERNALDATE ENVELOPE)
        S: * 1 FETCH (FLAGS (\\Recent) RFC822.SIZE 148 INTERNALDATE "22-Nov-2026 01:02:03 +0000" ENVELOPE ("Sat, 21 Nov 2026 12:00:00 +0000" "Lunch" (("Bob" NIL "bob" "example.org")) (("Bob" NIL "bob" "example.org")) (("Bob" NIL "bob" "example.org")) ((NIL NIL "alice" "example.com")) NIL NIL NIL "<1@example.org>"))
        S: a2 OK FETCH completed.
        C: a3 UID FETCH 1 (BODY[TEXT] BODY.PEEK[HEADER.FIELDS (subject)]<0.8>)
        S: * 1 FETCH (UID 1 BODY[TEXT] {10}
        S: At noon?
        S:  BODY[HEADER.FIELDS (SUBJECT)]<0> {8}
        S: Subject: FLAGS (\\Seen \\Recent))
        S: a3 OK FETCH completed.
        C: a4 LOGOUT
        S: * BYE Postroom logging out
        S: a4 OK LOGOUT completed
        S: (closed)
        """);
  }
}
