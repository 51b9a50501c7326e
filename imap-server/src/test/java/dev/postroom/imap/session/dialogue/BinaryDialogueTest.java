package dev.postroom.imap.session.dialogue;

import org.junit.jupiter.api.Test;

/** BINARY (RFC 3516), and the other things that FETCH tells of a message's content. */
class BinaryDialogueTest {

  private static final String MESSAGE =
      """
      Content-Type: multipart/mixed; boundary=b

      --b
      Content-Transfer-Encoding: base64

      aGVs
      bG8=
      --b
      Content-Transfer-Encoding: quoted-printable

      caf=C3=A9=
       au lait
      --b
      Content-Transfer-Encoding: x-rot13

      uryyb
      --b--
      """;

  private static Dialogue selected() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    dialogue.store.deliver("INBOX", MESSAGE);
    dialogue.send("s SELECT INBOX\r\n");
    while (!dialogue.connection.nextLine().startsWith("s OK")) {}
    return dialogue;
  }

  @Test
  void partsAreSentWithoutTheirEncoding() throws Exception {
    selected()
        .play(
            """
            C: a FETCH 1 (BINARY.PEEK[1] BINARY.PEEK[2] BINARY.PEEK[1]<1.3> BINARY.PEEK[1]<9.9>)
            S: * 1 FETCH (BINARY[1] {5}
            S: hello BINARY[2] {13}
            S: caf\u00c3\u00a9 au lait BINARY[1]<1> {3}
            S: ell BINARY[1]<9> {0}
            S: )
            S: a OK FETCH completed.
            C: b FETCH 1 (BINARY.SIZE[1] BINARY.SIZE[2] BINARY.PEEK[7] BINARY.SIZE[])
            S: * 1 FETCH (BINARY.SIZE[1] 5 BINARY.SIZE[2] 13 BINARY[7] NIL BINARY.SIZE[] 230)
            S: b OK FETCH completed.
            C: c FETCH 1 BINARY[1]
            S: * 1 FETCH (BINARY[1] {5}
            S: hello FLAGS (\\Seen \\Recent))
            S: c OK FETCH completed.
            """);
  }

  @Test
  void anEncodingThatNobodyKnowsIsRefusedAndTheMessageStaysUnseen() throws Exception {
    selected()
        .play(
            """
            C: a FETCH 1 BINARY[3]
            S: a NO [UNKNOWN-CTE] The part has an encoding that is not known here.
            C: b FETCH 1 BINARY.SIZE[3]
            S: b NO [UNKNOWN-CTE] The part has an encoding that is not known here.
            C: c FETCH 1 (FLAGS BODY.PEEK[3])
            S: * 1 FETCH (FLAGS (\\Recent) BODY[3] {5}
            S: uryyb)
            S: c OK FETCH completed.
            """);
  }

  @Test
  void aBinaryPartThatIsAppendedBecomesBase64AndComesBackAsItWas() throws Exception {
    Dialogue dialogue = selected();
    String message = "Content-Transfer-Encoding: binary\r\n\r\n\0\1\n\377";
    dialogue.send("a APPEND INBOX ~{%d+}\r\n%s\r\n".formatted(message.length(), message));
    dialogue.play(
        """
        S: * 2 EXISTS
        S: * 1 RECENT
        S: a OK [APPENDUID 700 2] APPEND Ok.
        C: b FETCH 2 BODY.PEEK[]
        S: * 2 FETCH (BODY[] {47}
        S: Content-Transfer-Encoding: base64
        S:\s
        S: AAEK/w==
        S: )
        S: b OK FETCH completed.
        C: c FETCH 2 BINARY.PEEK[1]
        S: * 2 FETCH (BINARY[1] ~{4}
        S: \0\1
        S: \377)
        S: c OK FETCH completed.
        """
            .replace("S:\\s", "S: "));
  }

  @Test
  void nulOutsideOfABinaryPartIsRefused() throws Exception {
    Dialogue dialogue = selected();
    dialogue.send("a APPEND INBOX ~{5+}\r\n\r\n\0\r\n\r\n");
    dialogue.play(
        """
        S: a NO [UNKNOWN-CTE] Only a part whose encoding is binary may hold NUL.
        C: b STATUS INBOX (MESSAGES APPENDLIMIT)
        S: * STATUS "INBOX" (MESSAGES 1 APPENDLIMIT 268435456)
        S: b OK STATUS Completed.
        """);
  }
}
