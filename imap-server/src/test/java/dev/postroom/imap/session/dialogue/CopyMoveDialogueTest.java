package dev.postroom.imap.session.dialogue;

import org.junit.jupiter.api.Test;

/** COPY and MOVE, and what is told of the new messages and the old ones. */
class CopyMoveDialogueTest {

  @Test
  void copyTellsTheUids() throws Exception {
    SelectedInbox.withThreeMessages()
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
    SelectedInbox.withThreeMessages()
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
    Dialogue dialogue = SelectedInbox.withThreeMessages();
    dialogue.send("a EXAMINE INBOX\r\n");
    Eventually.holds(() -> dialogue.events.commands.contains("EXAMINE OK"));
    dialogue.send("b MOVE 1 INBOX\r\n");
    Eventually.holds(() -> dialogue.events.commands.contains("MOVE NO"));
  }

  @Test
  void aMoveThatFailsMovesNothing() throws Exception {
    Dialogue dialogue = SelectedInbox.withThreeMessages();
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
}
