package dev.postroom.imap.session.dialogue;

import org.junit.jupiter.api.Test;

/** STARTTLS, and what is possible only behind it. */
class StartTlsDialogueTest {

  private static Dialogue withCertificate() {
    return new Dialogue(
        connection -> {
          connection.canStartTls = true;
          return connection;
        });
  }

  @Test
  void whereTlsIsRequiredNobodyLogsInWithoutIt() throws Exception {
    Dialogue dialogue = withCertificate();
    dialogue.settings.set(new SiteSettings().requiringTls().build());
    dialogue.greeted(" STARTTLS LOGINDISABLED");
    dialogue.play(
        """
        C: a LOGIN alice secret
        S: a NO [PRIVACYREQUIRED] STARTTLS required
        C: b AUTHENTICATE PLAIN
        S: b NO [PRIVACYREQUIRED] STARTTLS required
        C: c STARTTLS
        S: c OK Begin SSL/TLS negotiation now.
        """);
    Eventually.holds(() -> dialogue.connection.encrypted);
    dialogue.play(
        """
        C: d CAPABILITY
        S: * CAPABILITY %s AUTH=PLAIN
        S: d OK CAPABILITY completed
        C: e STARTTLS
        S: e BAD STARTTLS is not possible here.
        C: f LOGIN alice secret
        S: f OK LOGIN Ok.
        """
            .formatted(Dialogue.CAPABILITY));
  }

  @Test
  void whatWasSentInTheClearBehindStartTlsIsNeverObeyed() throws Exception {
    Dialogue dialogue = withCertificate();
    dialogue.greeted(" STARTTLS");
    dialogue.connection.beforeHandshake = () -> dialogue.send("y NOOP\r\n");
    dialogue.send("a STARTTLS\r\nx NOOP\r\n");
    dialogue.play("S: a OK Begin SSL/TLS negotiation now.\n");
    Eventually.holds(() -> dialogue.connection.encrypted);
    dialogue.play("C: b NOOP\nS: b OK NOOP completed\n");
  }

  @Test
  void withoutACertificateStartTlsIsBad() throws Exception {
    new Dialogue().greeted().play("C: a STARTTLS\nS: a BAD STARTTLS is not possible here.\n");
  }
}
