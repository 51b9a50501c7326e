package dev.postroom.imap.session.dialogue;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What changes for a client that has enabled IMAP4rev2 (RFC 9051, appendix E). */
class Imap4rev2DialogueTest {

  private Dialogue dialogue;

  @BeforeEach
  void enable() throws Exception {
    dialogue = Dialogue.loggedIn();
    dialogue.play(
        """
        C: e ENABLE IMAP4rev2
        S: * ENABLED IMAP4rev2
        S: e OK Options enabled
        """);
    dialogue.store.deliver("INBOX", "Subject: x\n\n");
  }

  private void selectInbox() throws Exception {
    dialogue.play(
        """
        C: s SELECT inbox
        S: * FLAGS (\\Draft \\Answered \\Flagged \\Deleted \\Seen)
        S: * OK [PERMANENTFLAGS (\\* \\Draft \\Answered \\Flagged \\Deleted \\Seen)] Limited
        S: * 1 EXISTS
        S: * OK [UIDVALIDITY 700] Ok
        S: * OK [UIDNEXT 2] Ok
        S: * OK [HIGHESTMODSEQ 2] Ok
        S: * OK [MAILBOXID (F1)] Ok
        S: * LIST (\\Unmarked \\HasNoChildren) "." "INBOX"
        S: s OK [READ-WRITE] Ok
        """);
  }

  @Test
  void selectTellsOfNothingRecentAndOfTheMailboxItself() throws Exception {
    selectInbox();
  }

  @Test
  void theEndOfTheMailboxBeforeIsMarkedEvenWhenTheNextIsNotThere() throws Exception {
    selectInbox();
    dialogue.play(
        """
        C: a SELECT INBOX.gone
        S: * OK [CLOSED] The mailbox before is closed.
        S: a NO [NONEXISTENT] Mailbox does not exist.
        C: b SELECT INBOX.gone
        S: b NO [NONEXISTENT] Mailbox does not exist.
        """);
  }

  @Test
  void flagsThatOthersSetComeWithTheUidAndArrivalsAreNotRecent() throws Exception {
    selectInbox();
    dialogue.store.flag("INBOX", 1, Flags.of(SystemFlag.SEEN));
    dialogue.store.deliver("INBOX", "Subject: y\n\n");
    dialogue.play(
        """
        C: a NOOP
        S: * 2 EXISTS
        S: * 1 FETCH (UID 1 FLAGS (\\Seen))
        S: a OK NOOP completed
        C: b FETCH 1:2 FLAGS
        S: * 1 FETCH (FLAGS (\\Seen))
        S: * 2 FETCH (FLAGS ())
        S: b OK FETCH completed.
        """);
  }

  @Test
  void searchIsAnsweredByEsearch() throws Exception {
    selectInbox();
    dialogue.play(
        """
        C: a SEARCH ALL
        S: * ESEARCH (TAG "a") ALL 1
        S: a OK SEARCH done.
        C: b UID SEARCH CHARSET UTF-8 SMALLER 9223372036854775807
        S: * ESEARCH (TAG "b") UID ALL 1
        S: b OK SEARCH done.
        C: c SEARCH SEEN
        S: * ESEARCH (TAG "c")
        S: c OK SEARCH done.
        """);
  }

  @Test
  void mailboxNamesAreUtf8AndARenamedOneTellsItsOldName() throws Exception {
    dialogue.play(
        """
        C: a CREATE "INBOX.\u00c3\u00bc"
        S: a OK [MAILBOXID (F2)] "INBOX.\u00c3\u00bc" created.
        C: b RENAME "INBOX.\u00c3\u00bc" INBOX.u&-
        S: * LIST () "." "INBOX.u&-" ("OLDNAME" ("INBOX.\u00c3\u00bc"))
        S: b OK Folder renamed.
        C: c STATUS INBOX (MESSAGES UNSEEN DELETED SIZE)
        S: * STATUS "INBOX" (MESSAGES 1 UNSEEN 1 DELETED 0 SIZE 14)
        S: c OK STATUS Completed.
        """);
  }

  @Test
  void parametersOfPartsAreToldAsTheyAreMeant() throws Exception {
    selectInbox();
    dialogue.store.deliver(
        "INBOX", "Content-Type: text/plain; name*0=long; name*1=\".txt\"\n\nx\n");
    dialogue.play(
        """
        C: a NOOP
        S: * 2 EXISTS
        S: a OK NOOP completed
        C: b FETCH 2 BODY
        S: * 2 FETCH (BODY ("TEXT" "PLAIN" ("NAME" "long.txt") NIL NIL "7BIT" 3 1))
        S: b OK FETCH completed.
        """);
  }
}
