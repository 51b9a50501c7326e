package dev.postroom.imap.session.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a trace (IMAPDEBUGFILE) hears of a session. */
class TraceDialogueTest {

  @Test
  void hearsAllFromTheLoginOnButPasswordsAndMessages() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    dialogue.send(
        """
        b login alice secret
        c LOGIN {5+}
        alice {6+}
        secret
        d AUTHENTICATE PLAIN AGFsaWNlAHNlY3JldA==
        e NOOP
        f APPEND INBOX {12+}
        A: message

        g LOGOUT
        """
            .replace("\n", "\r\n"));
    Eventually.holds(() -> dialogue.trace.heard().endsWith("end\n"));
    assertThat(dialogue.trace.heard())
        .isEqualTo(
            """
            S: a0 OK LOGIN Ok.
            C: b login (hidden)
            S: b BAD You are logged in already.
            C: c LOGIN (hidden)
            C: (hidden)
            C: (hidden)
            S: c BAD You are logged in already.
            C: d AUTHENTICATE (hidden)
            S: d BAD You are logged in already.
            C: e NOOP
            S: e OK NOOP completed
            C: f APPEND INBOX {12+}
            C:\s
            S: f OK [APPENDUID 700 1] APPEND Ok.
            C: g LOGOUT
            S: * BYE Postroom logging out
            g OK LOGOUT completed
            end
            """);
  }
}
