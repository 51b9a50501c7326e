package dev.postroom.imap.session;

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
}
