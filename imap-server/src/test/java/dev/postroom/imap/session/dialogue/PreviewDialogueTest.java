package dev.postroom.imap.session.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** PREVIEW (RFC 8970) in whole dialogues. */
class PreviewDialogueTest {

  private static final String TWO_PARTS =
      """
      Content-Type: multipart/alternative; boundary=b

      --b
      Content-Type: text/html

      <p>Hello, <b>World</b></p>
      --b
      Content-Type: text/plain

      Hello,
        World!
      --b--
      """;

  private static Dialogue selected(String... messages) throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    for (String message : messages) {
      dialogue.store.deliver("INBOX", message);
    }
    dialogue.send("s SELECT INBOX\r\n");
    while (!dialogue.connection.nextLine().startsWith("s OK")) {}
    return dialogue;
  }

  /** RFC 8970 sections 3.2 and 3.3. */
  @Test
  void theTextOfAMessageIsToldInOneLineAndLeavesItUnseen() throws Exception {
    selected("Subject: x\n\nAt  noon?\n\nBob\n", TWO_PARTS)
        .play(
            """
            C: a FETCH 1:2 (FLAGS PREVIEW UID)
            S: * 1 FETCH (FLAGS (\\Recent) PREVIEW "At noon? Bob" UID 1)
            S: * 2 FETCH (FLAGS (\\Recent) PREVIEW "Hello, World!" UID 2)
            S: a OK FETCH completed.
            C: b FETCH 1 PREVIEW
            S: * 1 FETCH (PREVIEW "At noon? Bob")
            S: b OK FETCH completed.
            """);
  }

  /** Section 3.3: UTF-8, for clients too that take it nowhere else. */
  @Test
  void whatIsNotAsciiIsALiteralInUtf8() throws Exception {
    selected(
            """
            Content-Type: text/plain; charset=iso-8859-1
            Content-Transfer-Encoding: quoted-printable

            =FCber
            """)
        .play(
            """
            C: a FETCH 1 PREVIEW
            S: * 1 FETCH (PREVIEW {5}
            S: \u00c3\u00bcber)
            S: a OK FETCH completed.
            """);
  }

  /** Section 3.2. */
  @Test
  void aMessageWithoutTextHasAnEmptyPreview() throws Exception {
    selected("Content-Type: image/png\n\nxxx\n", "Subject: empty\n\n")
        .play(
            """
            C: a FETCH 1:2 PREVIEW
            S: * 1 FETCH (PREVIEW "")
            S: * 2 FETCH (PREVIEW "")
            S: a OK FETCH completed.
            """);
  }

  /** Section 4.1. */
  @Test
  void whoIsLazyGetsNilWhereAMessageWouldHaveToBeReadWholeAndTheTextOnceItWas() throws Exception {
    Dialogue dialogue = selected("Subject: x\n\nshort\n", TWO_PARTS);
    dialogue.play(
        """
        C: a FETCH 1:2 (PREVIEW (LAZY))
        S: * 1 FETCH (PREVIEW "short")
        S: * 2 FETCH (PREVIEW NIL)
        S: a OK FETCH completed.
        C: b FETCH 2 (PREVIEW)
        S: * 2 FETCH (PREVIEW "Hello, World!")
        S: b OK FETCH completed.
        C: c FETCH 2 PREVIEW (LAZY LAZY)
        S: * 2 FETCH (PREVIEW "Hello, World!")
        S: c OK FETCH completed.
        """);
    assertThat(dialogue.store.opened("INBOX", 2)).isLessThanOrEqualTo(6);
  }

  @Test
  void otherModifiersAreRefusedAndThoseOfFetchAreStillRead() throws Exception {
    selected("Subject: x\n\nshort\n")
        .play(
            """
            C: a FETCH 1 (PREVIEW (FAST))
            S: a BAD Expected a word at character 20
            C: b FETCH 1 PREVIEW (CHANGEDSINCE 99)
            S: * OK [HIGHESTMODSEQ 2] Ok
            S: b OK FETCH completed.
            """);
  }
}
