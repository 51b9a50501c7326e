package dev.postroom.imap.session.dialogue;

import org.junit.jupiter.api.Test;

/** Dialogues about mailboxes as such. */
class MailStoreDialogueTest {

  @Test
  void mailboxesAreMadeListedRenamedAndDeleted() throws Exception {
    Dialogue.loggedIn()
        .play(
            """
            C: a CREATE "INBOX.Entw&APw-rfe.2026"
            S: a OK [MAILBOXID (F2)] "INBOX.Entw&APw-rfe.2026" created.
            C: b CREATE INBOX.Sent
            S: b OK [MAILBOXID (F3)] "INBOX.Sent" created.
            C: c CREATE INBOX.Sent
            S: c NO [ALREADYEXISTS] Mailbox already exists.
            C: d CREATE Sent
            S: d NO [CANNOT] Invalid mailbox name.
            C: e LIST "" *
            S: * LIST (\\Unmarked \\HasChildren) "." "INBOX"
            S: * LIST (\\Noselect \\HasChildren) "." "INBOX.Entw&APw-rfe"
            S: * LIST (\\HasNoChildren) "." "INBOX.Entw&APw-rfe.2026"
            S: * LIST (\\HasNoChildren) "." "INBOX.Sent"
            S: e OK LIST completed
            C: f LIST INBOX. %
            S: * LIST (\\Noselect \\HasChildren) "." "INBOX.Entw&APw-rfe"
            S: * LIST (\\HasNoChildren) "." "INBOX.Sent"
            S: f OK LIST completed
            C: g LIST "" in%
            S: * LIST (\\Unmarked \\HasChildren) "." "INBOX"
            S: g OK LIST completed
            C: h RENAME INBOX.Sent inbox.Gone
            S: h OK Folder renamed.
            C: i DELETE INBOX.Sent
            S: i NO [NONEXISTENT] Mailbox does not exist.
            C: j DELETE INBOX.Gone
            S: j OK Folder deleted.
            """);
  }

  @Test
  void anEmptyListNameAsksForTheDelimiter() throws Exception {
    Dialogue.loggedIn()
        .play(
            """
            C: a LIST "" ""
            S: * LIST (\\Noselect) "." ""
            S: a OK LIST completed
            C: b LIST INBOX.x ""
            S: * LIST (\\Noselect) "." "INBOX."
            S: b OK LIST completed
            """);
  }

  @Test
  void tooManyWildcardsAreRefused() throws Exception {
    Dialogue.loggedIn()
        .play(
            """
            C: a LIST "" ***********
            S: a NO [LIMIT] A pattern has at most 10 wildcards.
            """);
  }

  @Test
  void subscriptionsNeedNoMailboxAndShowTheirParents() throws Exception {
    Dialogue.loggedIn()
        .play(
            """
            C: a SUBSCRIBE INBOX.a.b
            S: a OK Folder subscribed.
            C: b SUBSCRIBE INBOX
            S: b OK Folder subscribed.
            C: c LSUB "" *
            S: * LSUB (\\Unmarked \\HasNoChildren) "." "INBOX"
            S: * LSUB (\\HasNoChildren) "." "INBOX.a.b"
            S: c OK LSUB completed
            C: d LSUB "" INBOX.%
            S: * LSUB (\\Noselect \\HasChildren) "." "INBOX.a"
            S: d OK LSUB completed
            C: e UNSUBSCRIBE INBOX.a.b
            S: e OK Folder unsubscribed.
            C: f LSUB "" INBOX.*
            S: f OK LSUB completed
            """);
  }

  @Test
  void statusAndNamespaceAnswer() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    dialogue.store.deliver("INBOX", "Subject: x\n\n");
    dialogue.play(
        """
        C: a STATUS INBOX (MESSAGES RECENT UIDNEXT UIDVALIDITY UNSEEN)
        S: * STATUS "INBOX" (MESSAGES 1 RECENT 1 UIDNEXT 2 UIDVALIDITY 700 UNSEEN 1)
        S: a OK STATUS Completed.
        C: b STATUS INBOX.x (UNSEEN)
        S: b NO [NONEXISTENT] Mailbox does not exist.
        C: c NAMESPACE
        S: * NAMESPACE (("INBOX." ".")) NIL NIL
        S: c OK NAMESPACE completed.
        """);
  }

  @Test
  void appendAsksForTheMessageOnlyWhereItCanGo() throws Exception {
    Dialogue.loggedIn()
        .play(
            """
            C: a APPEND INBOX (\\Seen) "22-Nov-2026 01:02:03 +0000" {15}
            S: + OK
            C: Subject: x
            C:\s
            C: b
            S: a OK [APPENDUID 700 1] APPEND Ok.
            C: b APPEND INBOX.x {15}
            S: b NO [TRYCREATE] Mailbox does not exist.
            C: c APPEND INBOX {999999999999}
            S: c NO [TOOBIG] A message has at most 268435456 bytes here.
            C: d NOOP
            S: d OK NOOP completed
            C: e EXAMINE INBOX
            S: * FLAGS (\\Draft \\Answered \\Flagged \\Deleted \\Seen \\Recent)
            S: * OK [PERMANENTFLAGS ()] Limited
            S: * 1 EXISTS
            S: * 0 RECENT
            S: * OK [UIDVALIDITY 700] Ok
            S: * OK [UIDNEXT 2] Ok
            S: * OK [HIGHESTMODSEQ 2] Ok
            S: * OK [MAILBOXID (F1)] Ok
            S: e OK [READ-ONLY] Ok
            C: f FETCH 1 (FLAGS INTERNALDATE RFC822)
            S: * 1 FETCH (FLAGS (\\Seen) INTERNALDATE "22-Nov-2026 01:02:03 +0000" RFC822 {15}
            S: Subject: x
            S:\s
            S: b)
            S: f OK FETCH completed.
            """);
  }

  @Test
  void aMessageForANonexistentMailboxThatWasSentUnaskedIsPassedOver() throws Exception {
    Dialogue.loggedIn()
        .play(
            """
            C: a APPEND INBOX.x {11+}
            C: evil NOOP
            C:\s
            S: a NO [TRYCREATE] Mailbox does not exist.
            C: b NOOP
            S: b OK NOOP completed
            """);
  }
}
