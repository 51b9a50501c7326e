package dev.postroom.imap.session.dialogue;

import dev.postroom.imap.mailbox.Quota;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** QUOTA as Courier answers it, but for the list that an account without quota leaves empty. */
class QuotaDialogueTest {

  @Test
  void anAccountWithoutQuotaHasARootWithoutResources() throws Exception {
    Dialogue.loggedIn()
        .play(
            """
            C: a GETQUOTAROOT inbox
            S: * QUOTAROOT "INBOX" "ROOT"
            S: * QUOTA "ROOT" ()
            S: a OK GETQUOTAROOT Ok.
            C: b GETQUOTA ROOT
            S: * QUOTA "ROOT" ()
            S: b OK GETQUOTA Ok.
            """);
  }

  @Test
  void storageIsToldInKibibytesRoundedUp() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    dialogue.store.quota = Optional.of(new Quota(1025, 10_240, 3, 5));
    dialogue.play(
        """
        C: a GETQUOTAROOT INBOX.Sent
        S: * QUOTAROOT "INBOX.Sent" "ROOT"
        S: * QUOTA "ROOT" (STORAGE 2 10 MESSAGE 3 5)
        S: a OK GETQUOTAROOT Ok.
        """);
  }

  @Test
  void onlyLimitedResourcesAreTold() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    dialogue.store.quota = Optional.of(new Quota(1, 0, 3, 5));
    dialogue.play(
        """
        C: a GETQUOTA "ROOT"
        S: * QUOTA "ROOT" (MESSAGE 3 5)
        S: a OK GETQUOTA Ok.
        """);
  }

  @Test
  void nobodySetsQuotasAndThereIsNoOtherRoot() throws Exception {
    Dialogue.loggedIn()
        .play(
            """
            C: a SETQUOTA "ROOT" (STORAGE 512 MESSAGE 10)
            S: a NO [NOPERM] SETQUOTA No permission.
            C: b SETQUOTA ROOT ()
            S: b NO [NOPERM] SETQUOTA No permission.
            C: c SETQUOTA ROOT (STORAGE)
            S: c BAD Expected a space at character 25
            C: d GETQUOTA other
            S: d NO [NONEXISTENT] There is no such quota root.
            """);
  }
}
