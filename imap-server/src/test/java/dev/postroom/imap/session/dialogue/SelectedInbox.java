package dev.postroom.imap.session.dialogue;

/** An INBOX of three messages, selected by alice. */
final class SelectedInbox {

  /** The first of them. */
  static final String MESSAGE =
      """
      From: Bob <bob@example.org>
      To: alice@example.com
      Subject: Lunch
      Date: Sat, 21 Nov 2026 12:00:00 +0000
      Message-ID: <1@example.org>

      At noon?
      """;

  /** What SELECT was answered. */
  static final String ANSWER =
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

  private SelectedInbox() {}

  static Dialogue withThreeMessages() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    dialogue.store.deliver("INBOX", MESSAGE);
    dialogue.store.deliver("INBOX", "Subject: =?utf-8?q?=C3=BCber?=\n\nsecond\n");
    dialogue.store.deliver("INBOX", "Subject: third\n\nthird\n");
    return dialogue.play("C: s SELECT INBOX\n" + ANSWER);
  }
}
