package dev.postroom.imap.session.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.mailbox.Flags.SystemFlag;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whole dialogues of SEARCH, SORT and THREAD. */
class SearchDialogueTest {

  /** Alice, with a mailbox selected that has these messages. */
  private static Dialogue selected(String... messages) throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    for (String message : messages) {
      dialogue.store.deliver("INBOX", message);
    }
    return select(dialogue);
  }

  private static Dialogue select(Dialogue dialogue) throws Exception {
    dialogue.send("s SELECT INBOX\r\n");
    while (!dialogue.connection.nextLine().startsWith("s OK")) {}
    return dialogue;
  }

  /** Messages 1 to 5, of which 2, 3 and 5 are flagged. */
  private static Dialogue five() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    for (int i = 1; i <= 5; i++) {
      SystemFlag[] flags =
          i == 2 || i == 3 || i == 5 ? new SystemFlag[] {SystemFlag.FLAGGED} : new SystemFlag[0];
      dialogue.store.deliver("INBOX", "Subject: message " + i + "\n\nbody " + i + "\n", flags);
    }
    return select(dialogue);
  }

  @Test
  void esearchTellsWhatIsAskedFor() throws Exception {
    five()
        .play(
            """
            C: a SEARCH RETURN (MIN MAX COUNT ALL) FLAGGED
            S: * ESEARCH (TAG "a") MIN 2 MAX 5 COUNT 3 ALL 2:3,5
            S: a OK SEARCH done.
            C: b UID SEARCH RETURN () FLAGGED
            S: * ESEARCH (TAG "b") UID ALL 2:3,5
            S: b OK SEARCH done.
            C: c SEARCH RETURN (MAX MIN ALL COUNT) DELETED
            S: * ESEARCH (TAG "c") COUNT 0
            S: c OK SEARCH done.
            C: d SEARCH RETURN (MIN) DELETED
            S: * ESEARCH (TAG "d")
            S: d OK SEARCH done.
            C: e SEARCH RETURN (MIN MAX) SUBJECT "message 4"
            S: * ESEARCH (TAG "e") MIN 4 MAX 4
            S: e OK SEARCH done.
            """);
  }

  @Test
  void inImap4rev2EverySearchIsAnsweredByEsearch() throws Exception {
    Dialogue dialogue = five();
    dialogue.play(
        """
        C: e ENABLE IMAP4rev2
        S: * ENABLED IMAP4rev2
        S: e OK Options enabled
        C: a SEARCH FLAGGED
        S: * ESEARCH (TAG "a") ALL 2:3,5
        S: a OK SEARCH done.
        C: b UID SEARCH DELETED
        S: * ESEARCH (TAG "b") UID
        S: b OK SEARCH done.
        """);
  }

  @Test
  void whoAsksForTheEndsCausesNoOtherMessageToBeOpened() throws Exception {
    Dialogue dialogue = five();
    dialogue.store.damage("INBOX", 3);
    dialogue.play(
        """
        C: a SEARCH RETURN (MIN MAX) BODY body
        S: * ESEARCH (TAG "a") MIN 1 MAX 5
        S: a OK SEARCH done.
        """);
    assertThat(dialogue.store.opened("INBOX", 1)).isPositive();
    assertThat(dialogue.store.opened("INBOX", 2)).isZero();
    assertThat(dialogue.store.opened("INBOX", 4)).isZero();
    assertThat(dialogue.store.opened("INBOX", 5)).isPositive();
  }

  @Test
  void savedMessagesStandWhereverASetOfThemDoes() throws Exception {
    five()
        .play(
            """
            C: a SEARCH RETURN (SAVE) FLAGGED
            S: a OK SEARCH done.
            C: b FETCH $ (UID)
            S: * 2 FETCH (UID 2)
            S: * 3 FETCH (UID 3)
            S: * 5 FETCH (UID 5)
            S: b OK FETCH completed.
            C: c UID SEARCH UID $ NOT 3
            S: * SEARCH 2 5
            S: c OK SEARCH done.
            C: d SEARCH OR 1 $ SUBJECT message
            S: * SEARCH 1 2 3 5
            S: d OK SEARCH done.
            C: e SEARCH RETURN (SAVE ALL) $ NOT 2
            S: * ESEARCH (TAG "e") ALL 3,5
            S: e OK SEARCH done.
            C: f STORE 1,$ +FLAGS.SILENT (\\Deleted)
            S: f OK STORE completed.
            C: g UID EXPUNGE $
            S: * 3 EXPUNGE
            S: * 4 EXPUNGE
            S: g OK EXPUNGE completed
            C: h FETCH $ UID
            S: h OK FETCH completed.
            C: i UID SEARCH ALL
            S: * SEARCH 1 2 4
            S: i OK SEARCH done.
            C: j CREATE INBOX.x
            S: j OK [MAILBOXID (F2)] "INBOX.x" created.
            C: k UID SEARCH RETURN (SAVE COUNT) UID 2,4
            S: * ESEARCH (TAG "k") UID COUNT 2
            S: k OK SEARCH done.
            C: l COPY $ INBOX.x
            S: l OK [COPYUID 700 2,4 1:2] COPY completed.
            C: m UID MOVE $ INBOX.x
            S: * OK [COPYUID 700 2,4 3:4] Moved.
            S: * 2 EXPUNGE
            S: * 2 EXPUNGE
            S: m OK MOVE completed.
            """);
  }

  @Test
  void theEndsAloneAreSavedWhenOnlyTheyAreAskedFor() throws Exception {
    five()
        .play(
            """
            C: a SEARCH RETURN (SAVE MIN) FLAGGED
            S: * ESEARCH (TAG "a") MIN 2
            S: a OK SEARCH done.
            C: b SEARCH $
            S: * SEARCH 2
            S: b OK SEARCH done.
            C: c SEARCH RETURN (MAX SAVE MIN) FLAGGED
            S: * ESEARCH (TAG "c") MIN 2 MAX 5
            S: c OK SEARCH done.
            C: d SEARCH $
            S: * SEARCH 2 5
            S: d OK SEARCH done.
            C: e SEARCH RETURN (MAX SAVE COUNT) FLAGGED
            S: * ESEARCH (TAG "e") MAX 5 COUNT 3
            S: e OK SEARCH done.
            C: f SEARCH $
            S: * SEARCH 2 3 5
            S: f OK SEARCH done.
            """);
  }

  @Test
  void whatIsSavedLastsUntilASearchSavesOrFailsOrAMailboxIsSelected() throws Exception {
    Dialogue dialogue = five();
    dialogue.play(
        """
        C: a SEARCH RETURN (SAVE) 4
        S: a OK SEARCH done.
        C: b SEARCH FLAGGED
        S: * SEARCH 2 3 5
        S: b OK SEARCH done.
        C: c SEARCH RETURN (SAVE) CHARSET
        S: c BAD An argument is missing
        C: d SEARCH CHARSET KLINGON ALL
        S: d NO [BADCHARSET (US-ASCII UTF-8)] The charset is not known here.
        C: e SEARCH $
        S: * SEARCH 4
        S: e OK SEARCH done.
        C: f SEARCH RETURN (SAVE) CHARSET KLINGON ALL
        S: f NO [BADCHARSET (US-ASCII UTF-8)] The charset is not known here.
        C: g SEARCH $
        S: * SEARCH
        S: g OK SEARCH done.
        C: h SEARCH RETURN (SAVE) 4
        S: h OK SEARCH done.
        """);
    select(dialogue);
    dialogue.play("C: i SEARCH $\nS: * SEARCH\nS: i OK SEARCH done.\n");
  }

  @Test
  void whatIsSavedStaysTheSameMessagesWhenOthersGo() throws Exception {
    Dialogue dialogue = five();
    dialogue.play("C: a SEARCH RETURN (SAVE) 3:4\nS: a OK SEARCH done.\n");
    dialogue.store.remove("INBOX", 1);
    dialogue.store.remove("INBOX", 3);
    dialogue.play(
        """
        C: b NOOP
        S: * 1 EXPUNGE
        S: * 2 EXPUNGE
        S: b OK NOOP completed
        C: c FETCH $ UID
        S: * 2 FETCH (UID 4)
        S: c OK FETCH completed.
        """);
  }

  @Test
  void olderAndYoungerGoByTheTimeOfArrival() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    dialogue.store.deliver("INBOX", "Subject: here\n\n");
    Duration past = Duration.between(dialogue.time.instant(), MemoryMailStore.DATE);
    dialogue.time.pass(past.plusSeconds(100));
    select(dialogue)
        .play(
            """
            C: a SEARCH OLDER 100
            S: * SEARCH 1
            S: a OK SEARCH done.
            C: b SEARCH OLDER 101
            S: * SEARCH
            S: b OK SEARCH done.
            C: c SEARCH YOUNGER 100
            S: * SEARCH 1
            S: c OK SEARCH done.
            C: d SEARCH YOUNGER 99
            S: * SEARCH
            S: d OK SEARCH done.
            """);
  }

  @Test
  void textsMayComeInAnyCharsetTheJdkKnows() throws Exception {
    Dialogue dialogue = selected("Subject: =?koi8-r?B?8NLJ18XU?=\n\n");
    dialogue.play(
        """
        C: a SEARCH CHARSET KOI8-R SUBJECT {6+}
        C: \u00d0\u00d2\u00c9\u00d7\u00c5\u00d4
        S: * SEARCH 1
        S: a OK SEARCH done.
        """);
  }

  @Test
  void aSearchForNobodyIsGivenUp() throws Exception {
    Dialogue dialogue = five();
    dialogue.store.whenOpened(() -> dialogue.session.disconnected());
    dialogue.send("a SEARCH BODY body\r\n");
    dialogue.play("S: (closed)\n");
    assertThat(dialogue.store.opened("INBOX", 2)).isZero();
  }

  private static final String[] LUNCH = {
    "From: Zoe <zoe@example.org>\nTo: b@example.org\nDate: 3 Nov 2026 10:00 +0000\nSubject: Lunch\n\nx\n",
    "From: adam@example.org\nTo: \"Group\": c@d;\nDate: 2 Nov 2026 23:30 -0200\nSubject: Re: lunch\n\nxxx\n",
    "From: =?utf-8?q?=C3=84nne?= <anne@example.org>\nCc: a@b\nDate: 1 Nov 2026\nSubject: apples\n\nxx\n",
    "Subject: Fwd: APPLES (fwd)\n\n",
  };

  @Test
  void sortsByEveryCriterion() throws Exception {
    selected(LUNCH)
        .play(
            """
            C: a SORT (SUBJECT) UTF-8 ALL
            S: * SORT 3 4 1 2
            S: a OK SORT done.
            C: b SORT (SUBJECT REVERSE DATE) UTF-8 ALL
            S: * SORT 4 3 1 2
            S: b OK SORT done.
            C: c SORT (DATE) UTF-8 1:3
            S: * SORT 3 2 1
            S: c OK SORT done.
            C: d SORT (FROM) UTF-8 ALL
            S: * SORT 4 2 3 1
            S: d OK SORT done.
            C: e UID SORT (TO CC) US-ASCII ALL
            S: * SORT 4 3 1 2
            S: e OK SORT done.
            C: f SORT (REVERSE SIZE) UTF-8 ALL
            S: * SORT 2 1 3 4
            S: f OK SORT done.
            C: g SORT (REVERSE ARRIVAL) UTF-8 ALL
            S: * SORT 1 2 3 4
            S: g OK SORT done.
            C: h SORT (DATE) UTF-8 SUBJECT none
            S: * SORT
            S: h OK SORT done.
            C: i SORT (DATE) KLINGON ALL
            S: i NO [BADCHARSET (US-ASCII UTF-8)] The charset is not known here.
            C: j SORT RETURN (MIN ALL COUNT SAVE) (DATE) UTF-8 1:3
            S: * ESEARCH (TAG "j") MIN 3 COUNT 3 ALL 3,2,1
            S: j OK SORT done.
            C: k SEARCH $
            S: * SEARCH 1 2 3
            S: k OK SEARCH done.
            """);
  }

  @Test
  void threadsBySubjectAndByReferences() throws Exception {
    selected(
            "Message-ID: <a@x>\nDate: 1 Nov 2026 10:00\nSubject: one\n\n",
            "Message-ID: <b@x>\nReferences: <a@x>\nDate: 1 Nov 2026 11:00\nSubject: Re: one\n\n",
            "Message-ID: <c@x>\nReferences: <a@x> <b@x>\nDate: 1 Nov 2026 12:00\nSubject: Re: two\n\n",
            "Message-ID: <d@x>\nIn-Reply-To: <b@x>\nDate: 1 Nov 2026 13:00\nSubject: Re: one\n\n",
            "Date: 1 Nov 2026 09:00\nSubject: two\n\n")
        .play(
            """
            C: a THREAD REFERENCES UTF-8 ALL
            S: * THREAD (5)(1 2 (3)(4))
            S: a OK THREAD done.
            C: b UID THREAD ORDEREDSUBJECT UTF-8 ALL
            S: * THREAD (5 3)(1 (2)(4))
            S: b OK THREAD done.
            C: c THREAD REFERENCES UTF-8 3:4
            S: * THREAD ((3)(4))
            S: c OK THREAD done.
            C: d THREAD REFERENCES UTF-8 DELETED
            S: * THREAD
            S: d OK THREAD done.
            """);
  }

  @Test
  void whatCannotBeReadIsSortedAndThreadedAllTheSame() throws Exception {
    Dialogue dialogue = selected(LUNCH);
    dialogue.store.damage("INBOX", 2);
    dialogue.play(
        """
        C: a SORT (REVERSE SUBJECT DATE) UTF-8 ALL
        S: * SORT 1 3 4 2
        S: a OK SORT done.
        C: b THREAD ORDEREDSUBJECT UTF-8 1:2
        S: * THREAD (2)(1)
        S: b OK THREAD done.
        """);
  }

  @Test
  void aSiteMaySwitchSortAndThreadOff() throws Exception {
    Dialogue dialogue = selected(LUNCH);
    dialogue.settings.set(new SiteSettings().withoutThreadAndSort().build());
    dialogue.play(
        """
        C: a SORT (DATE) UTF-8 ALL
        S: a NO This command is disabled by the system administrator.
        C: b UID THREAD REFERENCES UTF-8 ALL
        S: b NO This command is disabled by the system administrator.
        C: c SEARCH FROM zoe
        S: * SEARCH 1
        S: c OK SEARCH done.
        """);
  }

  /** RFC 5957. */
  @Test
  void displaySortingGoesByWhatIsShownOfAnAddress() throws Exception {
    selected(
            "From: zoe@example.org\nTo: Anna <z@example.org>\n\n",
            "From: =?utf-8?q?=C3=84nne?= <y@example.org>\nTo: b@example.org, a@example.org\n\n",
            "From: \"\" <bob@example.org>\nTo: friends: a@example.org;\n\n",
            "Subject: nobody\n\n")
        .play(
            """
            C: a SORT (DISPLAYFROM) UTF-8 ALL
            S: * SORT 4 2 3 1
            S: a OK SORT done.
            C: b UID SORT (REVERSE DISPLAYTO) UTF-8 ALL
            S: * SORT 3 2 1 4
            S: b OK SORT done.
            C: c SORT RETURN (MIN) (DISPLAYTO) UTF-8 NOT 4
            S: * ESEARCH (TAG "c") MIN 1
            S: c OK SORT done.
            """);
  }

  /** RFC 5957 section 4: by what FETCH ENVELOPE tells. */
  @Test
  void displaySortingGoesByTheFirstAddressOfTheEnvelopeHoweverBrokenTheHeaderIs() throws Exception {
    selected(
            "From: <m@example.org\nTo:\nTo: Zoe <a@example.org>\n\n",
            "From: ,;, =?utf-8?q?=FF?=\nTo: undisclosed-recipients:;\n\n",
            "From: =?x-none?q?k?= <z@example.org>\nTo: \"b\n\n",
            "From: \u0000\nTo: <>\n\n")
        .play(
            """
            C: a SORT (DISPLAYTO) UTF-8 ALL
            S: * SORT 4 3 2 1
            S: a OK SORT done.
            C: b SORT (DISPLAYFROM) UTF-8 ALL
            S: * SORT 4 2 3 1
            S: b OK SORT done.
            """);
  }
}
