package dev.postroom.imap.session.dialogue;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What RFC 9051 says a server must do, for a client that has enabled IMAP4rev2, as far as no other
 * test looks at it already. docs/imap-conformance.md has the whole list.
 */
class Imap4rev2RequirementsTest {

  private Dialogue dialogue;

  @BeforeEach
  void selectInbox() throws Exception {
    dialogue = Dialogue.loggedIn();
    dialogue.store.deliver("INBOX", "Subject: =?utf-8?q?=C3=BCber?=\n\ncaf\u00e9\n");
    dialogue.store.deliver("INBOX", "Subject: two\n\n");
    dialogue.play(
        """
        C: e ENABLE IMAP4rev2
        S: * ENABLED IMAP4rev2
        S: e OK Options enabled
        """);
    dialogue.send("s SELECT INBOX\r\n");
    while (!dialogue.connection.nextLine().startsWith("s OK")) {}
  }

  /** Section 6.3.1. */
  @Test
  void enablingChangesNothingOfWhatIsAnnounced() throws Exception {
    dialogue.play(
        """
        C: a CAPABILITY
        S: * CAPABILITY %s
        S: a OK CAPABILITY completed
        """
            .formatted(Dialogue.CAPABILITY));
  }

  /** Section 2.2.1. */
  @Test
  void aTagMayBeUsedAgain() throws Exception {
    dialogue.play(
        """
        C: a NOOP
        S: a OK NOOP completed
        C: a NOOP
        S: a OK NOOP completed
        """);
  }

  /** Section 5.2: whatever the command. */
  @Test
  void newMailIsToldWithAnyCommand() throws Exception {
    dialogue.store.deliver("INBOX", "Subject: three\n\n");
    dialogue.play(
        """
        C: a FETCH 1 UID
        S: * 1 FETCH (UID 1)
        S: * 3 EXISTS
        S: a OK FETCH completed.
        """);
  }

  /** Section 6.3.6. */
  @Test
  void inboxIsNotToldToHaveAnotherNameWhenItsMessagesGo() throws Exception {
    dialogue.play(
        """
        C: a UNSELECT
        S: a OK UNSELECT completed
        C: b RENAME INBOX INBOX.old
        S: b OK Folder renamed.
        """);
  }

  /** Section 6.3.9. */
  @Test
  void anOptionThatComesTwiceCountsOnce() throws Exception {
    dialogue.play(
        """
        C: a LIST (SUBSCRIBED SUBSCRIBED) "" * RETURN (CHILDREN CHILDREN)
        S: a OK LIST completed
        C: b LIST (REMOTE REMOTE) "" * RETURN (SUBSCRIBED SUBSCRIBED)
        S: * LIST (\\Unmarked \\HasNoChildren) "." "INBOX"
        S: b OK LIST completed
        """);
  }

  /** Section 6.3.11. */
  @Test
  void theSelectedMailboxHasAStatusToo() throws Exception {
    dialogue.play(
        """
        C: a STATUS INBOX (MESSAGES UIDNEXT UNSEEN)
        S: * STATUS "INBOX" (MESSAGES 2 UIDNEXT 3 UNSEEN 2)
        S: a OK STATUS Completed.
        """);
  }

  /** Sections 6.3.12, 6.4.7 and 6.4.8. */
  @Test
  void aMailboxThatIsNotThereIsNotMadeByPuttingMailIntoIt() throws Exception {
    dialogue.play(
        """
        C: a APPEND INBOX.gone {3}
        S: a NO [TRYCREATE] Mailbox does not exist.
        C: b COPY 1 INBOX.gone
        S: b NO [TRYCREATE] Mailbox does not exist.
        C: c UID MOVE 1 INBOX.gone
        S: c NO [TRYCREATE] Mailbox does not exist.
        C: d LIST "" INBOX.gone
        S: d OK LIST completed
        C: e FETCH 1 FLAGS
        S: * 1 FETCH (FLAGS ())
        S: e OK FETCH completed.
        """);
  }

  /** Section 6.3.13 and 7.5.2. */
  @Test
  void flagsThatAreToldUnaskedComeWithTheUid() throws Exception {
    dialogue.play(
        """
        C: a IDLE
        S: + entering idle mode
        """);
    dialogue.store.flag("INBOX", 2, Flags.of(SystemFlag.FLAGGED));
    dialogue.play(
        """
        S: * 2 FETCH (UID 2 FLAGS (\\Flagged))
        C: DONE
        S: a OK IDLE completed
        """);
  }

  /** Section 6.4.4. */
  @Test
  void textIsUtf8WithoutACharsetAndDecodedBeforeItIsCompared() throws Exception {
    dialogue.play(
        """
        C: a SEARCH SUBJECT "\u00c3\u009cBER"
        S: * ESEARCH (TAG "a") ALL 1
        S: a OK SEARCH done.
        C: b SEARCH SUBJECT "\u00c3\u00bcber"
        S: * ESEARCH (TAG "b") ALL 1
        S: b OK SEARCH done.
        C: c UID SEARCH CHARSET US-ASCII SUBJECT TWO
        S: * ESEARCH (TAG "c") UID ALL 2
        S: c OK SEARCH done.
        C: d SEARCH CHARSET KLINGON ALL
        S: d NO [BADCHARSET (US-ASCII UTF-8)] The charset is not known here.
        C: e SEARCH RETURN (FIRST) ALL
        S: e BAD RETURN knows no FIRST
        """);
  }

  /** Section 6.4.4: an ESEARCH response is sent even where nothing was found. */
  @Test
  void nothingFoundHasNoEndsAndNoListButACount() throws Exception {
    dialogue.play(
        """
        C: a SEARCH RETURN (MIN MAX ALL COUNT) SUBJECT none
        S: * ESEARCH (TAG "a") COUNT 0
        S: a OK SEARCH done.
        """);
  }

  /** Section 6.4.9. */
  @Test
  void uidFetchTellsTheUidUnaskedAndNothingOfWhatIsNotThere() throws Exception {
    dialogue.play(
        """
        C: a UID FETCH 2:9 FLAGS
        S: * 2 FETCH (UID 2 FLAGS ())
        S: a OK FETCH completed.
        C: b UID STORE 2 +FLAGS (\\Seen)
        S: * 2 FETCH (UID 2 FLAGS (\\Seen))
        S: b OK STORE completed.
        C: c UID FETCH 9 FLAGS
        S: c OK FETCH completed.
        """);
  }

  /** Section 6.4.2. */
  @Test
  void unselectExpungesNothingAndCloseDoesWithoutAWord() throws Exception {
    dialogue.play(
        """
        C: a STORE 1 +FLAGS.SILENT (\\Deleted)
        S: a OK STORE completed.
        C: b UNSELECT
        S: b OK UNSELECT completed
        C: c STATUS INBOX (MESSAGES DELETED)
        S: * STATUS "INBOX" (MESSAGES 2 DELETED 1)
        S: c OK STATUS Completed.
        """);
    dialogue.send("d SELECT INBOX\r\n");
    while (!dialogue.connection.nextLine().startsWith("d OK")) {}
    dialogue.play(
        """
        C: e CLOSE
        S: e OK mailbox closed.
        C: f STATUS INBOX (MESSAGES)
        S: * STATUS "INBOX" (MESSAGES 1)
        S: f OK STATUS Completed.
        """);
  }

  /** Section 2.3.2: keywords that a server should support. */
  @Test
  void theRegisteredKeywordsAreKept() throws Exception {
    dialogue.play(
        """
        C: a STORE 1 +FLAGS.SILENT ($MDNSent $Forwarded $Junk $NotJunk $Phishing)
        S: * FLAGS (\\Draft \\Answered \\Flagged \\Deleted \\Seen $Forwarded $Junk $MDNSent $NotJunk $Phishing)
        S: * OK [PERMANENTFLAGS (\\* \\Draft \\Answered \\Flagged \\Deleted \\Seen $Forwarded $Junk $MDNSent $NotJunk $Phishing)] Limited
        S: a OK STORE completed.
        C: b SEARCH KEYWORD $Phishing
        S: * ESEARCH (TAG "b") ALL 1
        S: b OK SEARCH done.
        """);
  }
}
