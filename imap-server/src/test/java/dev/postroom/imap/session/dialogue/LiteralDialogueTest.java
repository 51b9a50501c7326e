package dev.postroom.imap.session.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.session.SessionSettings;
import org.junit.jupiter.api.Test;

/**
 * Literals that the client does not wait to be asked for (LITERAL+, RFC 7888): one that is refused
 * is passed over, and what follows it is a command again.
 */
class LiteralDialogueTest {

  private static final int LARGEST_ARGUMENT = 16 * 1024;

  static SessionSettings appendLimit(long limit) {
    return new SiteSettings().appendLimit(limit).build();
  }

  @Test
  void anArgumentThatIsTooLongIsBadAndWhatFollowsIsObeyed() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    dialogue.send("a SUBSCRIBE {%d+}\r\n".formatted(LARGEST_ARGUMENT + 1));
    dialogue.send("x".repeat(LARGEST_ARGUMENT - 10) + "\r\nb LOGOUT\r");
    dialogue.play(
        """
        C:\s
        S: a BAD A literal is too long
        C: c NOOP
        S: c OK NOOP completed
        """);
  }

  @Test
  void argumentsThatAreTooLongTogetherAreBadWithAllTheirLiterals() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    dialogue.store.deliver("INBOX", "Subject: x\n\n");
    dialogue.send("a EXAMINE INBOX\r\n");
    Eventually.holds(() -> dialogue.events.commands.contains("EXAMINE OK"));
    String literal = "{%d+}\r\n%s".formatted(LARGEST_ARGUMENT, "x".repeat(LARGEST_ARGUMENT));
    dialogue.send("b SEARCH" + (" SUBJECT " + literal).repeat(6) + "\r\n");
    dialogue.send("c NOOP\r\n");
    Eventually.holds(() -> dialogue.events.commands.contains("NOOP OK"));
    assertThat(dialogue.events.commands)
        .containsExactly("LOGIN OK", "EXAMINE OK", "SEARCH BAD", "NOOP OK");
  }

  @Test
  void aMessageThatIsTooBigIsRefusedAndNoPartOfItIsObeyed() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    dialogue.settings.set(appendLimit(10));
    dialogue.play(
        """
        C: a APPEND INBOX {11+}
        C: z LOGOUT
        C:\s
        S: a NO [TOOBIG] A message has at most 10 bytes here.
        C: b APPEND INBOX {10+}
        C: 0123456789
        S: b OK [APPENDUID 700 1] APPEND Ok.
        """);
  }

  @Test
  void aMessageThatIsTooBigToBePassedOverEndsTheSessionOnceThatIsSaid() throws Exception {
    Dialogue.loggedIn()
        .play(
            """
            C: a APPEND INBOX {1073741824}
            S: a NO [TOOBIG] A message has at most 268435456 bytes here.
            C: b APPEND INBOX {1073741825+}
            S: b NO [TOOBIG] A message has at most 268435456 bytes here.
            S: * BYE [TOOBIG] A literal is larger than what can be passed over.
            S: (closed)
            """);
  }

  @Test
  void beforeTheLoginLittleIsPassedOver() throws Exception {
    var dialogue = new Dialogue();
    dialogue.session.start();
    dialogue.play(
        """
        S: %s
        C: a LOGIN {1048577+}
        S: a BAD A literal is too long
        S: * BYE [TOOBIG] A literal is larger than what can be passed over.
        S: (closed)
        """
            .formatted(Dialogue.GREETING));
  }

  @Test
  void anEmptyLiteralIsAnEmptyString() throws Exception {
    Dialogue.loggedIn()
        .play(
            """
            C: a LIST {0+}
            C:  {0+}
            C:\s
            S: * LIST (\\Noselect) "." ""
            S: a OK LIST completed
            """);
  }
}
