package dev.postroom.imap.session.dialogue;

import dev.postroom.imap.mailbox.acl.Rights;
import org.junit.jupiter.api.Test;

/** ACL in the words of Courier 5.0.13. */
class AclDialogueTest {

  @Test
  void rightsAreGivenShownAndTaken() throws Exception {
    Dialogue.loggedIn()
        .play(
            """
            C: a MYRIGHTS inbox
            S: * MYRIGHTS "INBOX" "acdilrsw"
            S: a OK MYRIGHTS completed.
            C: b SETACL INBOX bob lrs
            S: b OK ACLs updated.
            C: c SETACL INBOX -carol lr
            S: c OK ACLs updated.
            C: d SETACL INBOX anyone l
            S: d OK ACLs updated.
            C: e GETACL INBOX
            S: * ACL "INBOX" "owner" "acdilrsw" "administrators" "acdilrsw" "bob" "lrs" "-carol" "lr" "anyone" "l"
            S: e OK GETACL completed.
            C: f SETACL INBOX bob -s
            S: f OK ACLs updated.
            C: g DELETEACL INBOX -carol
            S: g OK ACLs updated.
            C: h DELETEACL INBOX nobody
            S: h OK ACLs updated.
            C: i GETACL INBOX
            S: * ACL "INBOX" "owner" "acdilrsw" "administrators" "acdilrsw" "bob" "lr" "anyone" "l"
            S: i OK GETACL completed.
            """);
  }

  @Test
  void listrightsTellsWhatCannotBeTaken() throws Exception {
    Dialogue.loggedIn()
        .play(
            """
            C: a LISTRIGHTS INBOX bob
            S: * LISTRIGHTS "INBOX" "bob" "" a c d i l p r s w
            S: a OK LISTRIGHTS completed.
            C: b LISTRIGHTS INBOX alice
            S: * LISTRIGHTS "INBOX" "alice" "al" c d i p r s w
            S: b OK LISTRIGHTS completed.
            C: c LISTRIGHTS INBOX -anyone
            S: * LISTRIGHTS "INBOX" "-anyone" "" c d i p r s w
            S: c OK LISTRIGHTS completed.
            """);
  }

  @Test
  void identifiersOfCouriersOwnAreNotForClients() throws Exception {
    Dialogue.loggedIn()
        .play(
            """
            C: a SETACL INBOX user=bob lr
            S: a NO [CANNOT] Invalid ACL identifier.
            C: b SETACL INBOX group=staff lr
            S: b NO [CANNOT] Invalid ACL identifier.
            C: c SETACL INBOX bob
            S: c BAD An argument is missing
            """);
  }

  @Test
  void selectTellsTheRightsAndOffersOnlyFlagsThatMayBeChanged() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    dialogue.store.rights = new Rights("lrs");
    dialogue.store.deliver("INBOX", "Subject: x\n\n");
    dialogue.send("a SELECT INBOX\r\n");
    String line;
    var said = new StringBuilder();
    do {
      line = dialogue.connection.nextLine();
      if (line.contains("PERMANENTFLAGS") || line.contains("MYRIGHTS")) {
        said.append(line).append('\n');
      }
    } while (!line.startsWith("a "));
    org.assertj.core.api.Assertions.assertThat(said.toString())
        .isEqualTo(
            """
            * OK [PERMANENTFLAGS (\\* \\Seen)] Limited
            * OK [MYRIGHTS "lrs"] ACL
            """);
    dialogue.play(
        """
        C: c CLOSE
        S: c OK mailbox closed.
        """);
  }
}
