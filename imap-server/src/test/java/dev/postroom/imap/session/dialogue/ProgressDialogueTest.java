package dev.postroom.imap.session.dialogue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** INPROGRESS (RFC 9585): who waits for long is told how far it is. */
class ProgressDialogueTest {

  /** Four messages, each of which takes six seconds to be opened. */
  private static Dialogue slow() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    for (int i = 1; i <= 4; i++) {
      dialogue.store.deliver("INBOX", "Subject: %d\n\nbody\n".formatted(5 - i));
    }
    dialogue.send("s SELECT INBOX\r\n");
    while (!dialogue.connection.nextLine().startsWith("s OK")) {}
    dialogue.store.whenOpened(() -> dialogue.time.pass(Duration.ofSeconds(6)));
    return dialogue;
  }

  @Test
  void aLongSearchTellsHowManyMessagesItHasSeen() throws Exception {
    slow()
        .play(
            """
            C: a SEARCH BODY nothing
            S: * OK [INPROGRESS ("a" 1 4)] Still at work.
            S: * OK [INPROGRESS ("a" 2 4)] Still at work.
            S: * OK [INPROGRESS ("a" 3 4)] Still at work.
            S: * SEARCH
            S: a OK SEARCH done.
            """);
  }

  @Test
  void lookingForTheLastMessageGoesOnFromTheFirst() throws Exception {
    slow()
        .play(
            """
            C: a SEARCH RETURN (MIN MAX) SUBJECT 3
            S: * OK [INPROGRESS ("a" 2 4)] Still at work.
            S: * ESEARCH (TAG "a") MIN 2 MAX 2
            S: a OK SEARCH done.
            """);
    slow()
        .play(
            """
            C: a SEARCH RETURN (MIN MAX) BODY nothing
            S: * OK [INPROGRESS ("a" 1 4)] Still at work.
            S: * OK [INPROGRESS ("a" 2 4)] Still at work.
            S: * OK [INPROGRESS ("a" 3 4)] Still at work.
            S: * ESEARCH (TAG "a")
            S: a OK SEARCH done.
            """);
  }

  /** Between responses, which go out with it. */
  @Test
  void aLongFetchTellsOfHowManyMessagesItHasTold() throws Exception {
    slow()
        .play(
            """
            C: a FETCH 2:4 PREVIEW
            S: * 2 FETCH (PREVIEW "body")
            S: * OK [INPROGRESS ("a" 1 3)] Still at work.
            S: * 3 FETCH (PREVIEW "body")
            S: * OK [INPROGRESS ("a" 2 3)] Still at work.
            S: * 4 FETCH (PREVIEW "body")
            S: a OK FETCH completed.
            """);
  }

  @Test
  void aSortGoesThroughThemTwice() throws Exception {
    slow()
        .play(
            """
            C: a SORT (SUBJECT) UTF-8 ALL
            S: * OK [INPROGRESS ("a" 6 8)] Still at work.
            S: * SORT 4 3 2 1
            S: a OK SORT done.
            """);
  }

  /** Neither between the pieces of a command, nor while another one is at work. */
  @Test
  void itIsToldWithinItsOwnCommandOnlyHoweverMuchTheClientSendsAtOnce() throws Exception {
    Dialogue dialogue = slow();
    dialogue.send(
        "a SEARCH BODY {7}\r\nnothing\r\nb APPEND INBOX {5}\r\nx: y\n\r\nc IDLE\r\nDONE\r\n");
    dialogue.play(
        """
        S: + OK
        S: * OK [INPROGRESS ("a" 1 4)] Still at work.
        S: * OK [INPROGRESS ("a" 2 4)] Still at work.
        S: * OK [INPROGRESS ("a" 3 4)] Still at work.
        S: * SEARCH
        S: a OK SEARCH done.
        S: + OK
        S: * 5 EXISTS
        S: * 4 RECENT
        S: b OK [APPENDUID 700 5] APPEND Ok.
        S: + entering idle mode
        S: c OK IDLE completed
        """);
  }

  @Test
  void aTagThatWouldEndTheCodeIsLeftOut() throws Exception {
    slow()
        .play(
            """
            C: a] SEARCH RETURN (MAX) BODY nothing
            S: * OK [INPROGRESS (NIL 1 4)] Still at work.
            S: * OK [INPROGRESS (NIL 2 4)] Still at work.
            S: * OK [INPROGRESS (NIL 3 4)] Still at work.
            S: * ESEARCH (TAG "a]")
            S: a] OK SEARCH done.
            """);
  }

  @Test
  void whatIsQuickSaysNothing() throws Exception {
    slow()
        .play(
            """
            C: a SEARCH ALL
            S: * SEARCH 1 2 3 4
            S: a OK SEARCH done.
            """);
  }
}
