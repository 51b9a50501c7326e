package dev.postroom.imap.session.dialogue;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How a client hears what changes in its mailbox, by itself and by others. */
class MailboxChangesDialogueTest {

  @Test
  void storeTellsTheNewFlagsUnlessSilent() throws Exception {
    SelectedInbox.withThreeMessages()
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
  void expungeNumbersWhatGoes() throws Exception {
    SelectedInbox.withThreeMessages()
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
    SelectedInbox.withThreeMessages()
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
    Dialogue dialogue = SelectedInbox.withThreeMessages();
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
  void keywordsAreAnnouncedBeforeTheyAreMetAndCanBeSearchedFor() throws Exception {
    Dialogue dialogue = SelectedInbox.withThreeMessages();
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
    Dialogue dialogue = SelectedInbox.withThreeMessages();
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
}
