package dev.postroom.imap.session.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** COMPRESS (RFC 4978), as far as it is the session's. */
class CompressDialogueTest {

  @Test
  void compressionIsStartedOnceAndThenNotAnnouncedAnyMore() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    dialogue.play(
        """
        C: a COMPRESS LZW
        S: a BAD The only mechanism is DEFLATE.
        C: b COMPRESS deflate
        S: b OK DEFLATE active
        C: c COMPRESS DEFLATE
        S: c NO [COMPRESSIONACTIVE] DEFLATE is active already.
        C: d CAPABILITY
        S: * CAPABILITY %s
        S: d OK CAPABILITY completed
        """
            .formatted(Dialogue.CAPABILITY.replace(" COMPRESS=DEFLATE", "")));
    assertThat(dialogue.connection.behindCompress).isEmpty();
  }

  @Test
  void nothingThatWasSentBehindTheCommandIsObeyedAsItIs() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    dialogue.send("a COMPRESS DEFLATE\r\nb CREATE INBOX.x\r\nc CREA");
    dialogue.play(
        """
        S: a OK DEFLATE active
        C: d CREATE INBOX.y
        S: d OK [MAILBOXID (F2)] "INBOX.y" created.
        """);
    assertThat(dialogue.connection.behindCompress).isEqualTo("b CREATE INBOX.x\r\nc CREA");
  }

  @Test
  void whoHasNotLoggedInGetsNoMemoryForIt() throws Exception {
    var dialogue = new Dialogue();
    dialogue.session.start();
    dialogue.play(
        """
        S: %s
        C: a COMPRESS DEFLATE
        S: a NO Log in before COMPRESS.
        """
            .formatted(Dialogue.GREETING));
  }
}
