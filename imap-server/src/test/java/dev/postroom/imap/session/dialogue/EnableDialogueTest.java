package dev.postroom.imap.session.dialogue;

import org.junit.jupiter.api.Test;

/** ENABLE (RFC 5161). */
class EnableDialogueTest {

  @Test
  void enableNeedsALoginAndAnArgument() throws Exception {
    var dialogue = new Dialogue();
    dialogue.session.start();
    dialogue.play(
        """
        S: %s
        C: a ENABLE CONDSTORE
        S: a BAD Log in first.
        C: b LOGIN alice secret
        S: b OK LOGIN Ok.
        C: c ENABLE
        S: c BAD An argument is missing
        """
            .formatted(Dialogue.GREETING));
  }

  @Test
  void whatCannotBeTurnedOnIsPassedOver() throws Exception {
    Dialogue.loggedIn()
        .play(
            """
            C: a ENABLE X-GRANDCHILDREN NAMESPACE
            S: * ENABLED
            S: a OK Options enabled
            """);
  }

  @Test
  void aSiteThatSetsItsCapabilitiesStillTellsOfUtf8AsWithCourier() throws Exception {
    var dialogue = new Dialogue();
    dialogue.settings.set(new SiteSettings().announcing("IMAP4rev1 ENABLE").build());
    dialogue.session.start();
    dialogue.play("S: * OK [CAPABILITY IMAP4rev1 ENABLE UTF8=ACCEPT] Postroom ready.\n");
  }

  @Test
  void namesAreUtf8InBothDirectionsOnceAskedFor() throws Exception {
    Dialogue.loggedIn()
        .play(
            """
            C: a CREATE "INBOX.t&AOk-"
            S: a OK [MAILBOXID (F2)] "INBOX.t&AOk-" created.
            C: b CREATE "INBOX.Ã©"
            S: b NO [CANNOT] A mailbox name is written in modified UTF-7.
            C: c ENABLE UTF8=ACCEPT
            S: * ENABLED UTF8=ACCEPT
            S: c OK Options enabled
            C: d CREATE "INBOX.Ã¼ &-"
            S: d OK [MAILBOXID (F3)] "INBOX.Ã¼ &-" created.
            C: e LIST "" INBOX.%
            S: * LIST (\\HasNoChildren) "." "INBOX.tÃ©"
            S: * LIST (\\HasNoChildren) "." "INBOX.Ã¼ &-"
            S: e OK LIST completed
            C: f LIST "" "INBOX.tÃ©"
            S: * LIST (\\HasNoChildren) "." "INBOX.tÃ©"
            S: f OK LIST completed
            C: g STATUS "INBOX.tÃ©" (MESSAGES)
            S: * STATUS "INBOX.tÃ©" (MESSAGES 0)
            S: g OK STATUS Completed.
            C: h CREATE "INBOX.Ã"
            S: h BAD A quoted string is not valid UTF-8
            C: i CREATE "INBOX.uÌ"
            S: i NO [CANNOT] The mailbox name is not in Unicode's normalization form C.
            C: j RENAME "INBOX.tÃ©" "INBOX.â¨"
            S: j NO [CANNOT] A mailbox name has no control characters and no line separators.
            """);
  }

  @Test
  void searchNamesNoCharsetInUtf8() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    dialogue.store.deliver("INBOX", "Subject: grün\n\n");
    dialogue.play(
        """
        C: a ENABLE UTF8=ACCEPT
        S: * ENABLED UTF8=ACCEPT
        S: a OK Options enabled
        C: b EXAMINE INBOX
        S: * FLAGS (\\Draft \\Answered \\Flagged \\Deleted \\Seen \\Recent)
        S: * OK [PERMANENTFLAGS ()] Limited
        S: * 1 EXISTS
        S: * 1 RECENT
        S: * OK [UNSEEN 1] First unseen.
        S: * OK [UIDVALIDITY 700] Ok
        S: * OK [UIDNEXT 2] Ok
        S: * OK [HIGHESTMODSEQ 2] Ok
        S: * OK [MAILBOXID (F1)] Ok
        S: b OK [READ-ONLY] Ok
        C: c SEARCH CHARSET UTF-8 SUBJECT "grÃ¼n"
        S: c BAD CHARSET is not valid in UTF8 mode as per RFC 6855
        C: d SEARCH SUBJECT "GRÃN"
        S: * SEARCH 1
        S: d OK SEARCH done.
        """);
  }

  @Test
  void appendTakesUtf8HeadersOnceAskedFor() throws Exception {
    Dialogue.loggedIn()
        .play(
            """
            C: a APPEND INBOX UTF8 (~{13+}
            C: Subject: Ã¼
            C: )
            S: a BAD Enable UTF8=ACCEPT before APPEND with UTF8.
            C: b ENABLE UTF8=ACCEPT
            S: * ENABLED UTF8=ACCEPT
            S: b OK Options enabled
            C: c APPEND INBOX UTF8 (~{13+}
            C: Subject: Ã¼
            C: )
            S: c OK [APPENDUID 700 1] APPEND Ok.
            """);
  }

  /** RFC 6855 section 3. */
  @Test
  void whatIsQuotedAndNoUtf8IsRefusedOnceUtf8MayBeQuoted() throws Exception {
    Dialogue dialogue = SelectedInbox.withThreeMessages();
    dialogue.play(
        """
        C: a SEARCH SUBJECT "\u00ff"
        S: * SEARCH
        S: a OK SEARCH done.
        C: b ENABLE UTF8=ACCEPT
        S: * ENABLED UTF8=ACCEPT
        S: b OK Options enabled
        C: c SEARCH SUBJECT "\u00ff"
        S: c BAD A quoted string is not valid UTF-8
        C: d SEARCH SUBJECT "\u00c3\u00bc"
        S: * SEARCH 2
        S: d OK SEARCH done.
        """);
  }
}
