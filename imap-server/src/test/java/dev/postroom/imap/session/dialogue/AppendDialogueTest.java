package dev.postroom.imap.session.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** APPEND of one message and of several (RFC 3501 section 6.3.11, RFC 3502). */
class AppendDialogueTest {

  @Test
  void uidsOfAMailboxThatMayNotBeReadAreNotTold() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    dialogue.play("C: m CREATE INBOX.In\nS: m OK [MAILBOXID (F2)] \"INBOX.In\" created.\n");
    dialogue.store.deliver("INBOX", "Subject: x\n\n");
    dialogue.store.hideContent("INBOX.In");
    dialogue.send("s SELECT INBOX\r\n");
    while (!dialogue.connection.nextLine().startsWith("s OK")) {}
    dialogue.play(
        """
        C: a APPEND INBOX.In {3+}
        C: one
        S: a OK APPEND Ok.
        C: b COPY 1 INBOX.In
        S: b OK COPY completed.
        C: c MOVE 1 INBOX.In
        S: * 1 EXPUNGE
        S: c OK MOVE completed.
        """);
  }

  @Test
  void severalMessagesGetTheirUidsInOneAnswerEachWithItsOwnFlags() throws Exception {
    Dialogue.loggedIn()
        .play(
            """
            C: a APPEND INBOX (\\Seen) {3}
            S: + OK
            C: one (\\Flagged) " 1-Feb-2026 10:11:12 +0000" {3+}
            C: two ~{5}
            S: + OK
            C: three
            S: a OK [APPENDUID 700 1:3] APPEND Ok.
            C: b EXAMINE INBOX
            S: * FLAGS (\\Draft \\Answered \\Flagged \\Deleted \\Seen \\Recent)
            S: * OK [PERMANENTFLAGS ()] Limited
            S: * 3 EXISTS
            S: * 0 RECENT
            S: * OK [UNSEEN 2] First unseen.
            S: * OK [UIDVALIDITY 700] Ok
            S: * OK [UIDNEXT 4] Ok
            S: * OK [HIGHESTMODSEQ 4] Ok
            S: * OK [MAILBOXID (F1)] Ok
            S: b OK [READ-ONLY] Ok
            C: c FETCH 1:3 (FLAGS INTERNALDATE BODY[])
            S: * 1 FETCH (FLAGS (\\Seen) INTERNALDATE "22-Nov-2026 01:02:03 +0000" BODY[] {3}
            S: one)
            S: * 2 FETCH (FLAGS (\\Flagged) INTERNALDATE "01-Feb-2026 10:11:12 +0000" BODY[] {3}
            S: two)
            S: * 3 FETCH (FLAGS () INTERNALDATE "22-Nov-2026 01:02:03 +0000" BODY[] {5}
            S: three)
            S: c OK FETCH completed.
            """);
  }

  @Test
  void whenOneOfThemIsRefusedNoneIsAppended() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    dialogue.settings.set(LiteralDialogueTest.appendLimit(10));
    dialogue.play(
        """
        C: a APPEND INBOX {3+}
        C: one {11+}
        C: 01234567890
        S: a NO [TOOBIG] A message has at most 10 bytes here.
        C: b APPEND INBOX {3+}
        C: one \\Seen \\Draft {3+}
        C: two
        S: b BAD Expected a literal at character 8
        C: c APPEND INBOX {3+}
        C: one {3}
        S: + OK
        C: two rubbish
        S: c BAD Expected a literal at character 2
        C: d STATUS INBOX (MESSAGES)
        S: * STATUS "INBOX" (MESSAGES 0)
        S: d OK STATUS Completed.
        """);
  }

  @Test
  void aMessageOfNoBytesTakesBackTheWholeCommand() throws Exception {
    Dialogue.loggedIn()
        .play(
            """
            C: a APPEND INBOX {3+}
            C: one {0}
            S: a NO A message of no bytes ends APPEND; nothing was appended.
            C: b STATUS INBOX (MESSAGES)
            S: * STATUS "INBOX" (MESSAGES 0)
            S: b OK STATUS Completed.
            """);
  }

  @Test
  void oneCommandTakesAThousandMessagesAndNotOneMore() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    String thousand =
        IntStream.range(0, 1000).mapToObj(i -> " {1+}\r\nx").collect(Collectors.joining());
    dialogue.send("a APPEND INBOX" + thousand + "\r\n");
    dialogue.play("S: a OK [APPENDUID 700 1:1000] APPEND Ok.\n");
    dialogue.send("b APPEND INBOX" + thousand + " {4+}\r\nmore\r\n");
    dialogue.play(
        """
        S: b NO [LIMIT] One APPEND takes 1000 messages.
        C: c STATUS INBOX (MESSAGES)
        S: * STATUS "INBOX" (MESSAGES 1000)
        S: c OK STATUS Completed.
        """);
  }

  @Test
  void utf8NeedsToBeEnabled() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    dialogue.play(
        """
        C: a APPEND INBOX UTF8 (~{3+}
        C: one)
        S: a BAD Enable UTF8=ACCEPT before APPEND with UTF8.
        C: b NOOP
        S: b OK NOOP completed
        """);
    assertThat(dialogue.connection.silent()).isTrue();
  }
}
