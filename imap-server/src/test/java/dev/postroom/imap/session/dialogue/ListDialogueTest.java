package dev.postroom.imap.session.dialogue;

import dev.postroom.imap.session.SessionSettings.ListSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** LIST with its extensions. */
class ListDialogueTest {

  private Dialogue dialogue;

  @BeforeEach
  void someMailboxes() throws Exception {
    dialogue =
        Dialogue.loggedIn()
            .play(
                """
                C: m1 CREATE INBOX.Sent (USE (\\Sent))
                S: m1 OK [MAILBOXID (F2)] "INBOX.Sent" created.
                C: m2 CREATE INBOX.a.b
                S: m2 OK [MAILBOXID (F3)] "INBOX.a.b" created.
                C: m3 CREATE INBOX.c
                S: m3 OK [MAILBOXID (F4)] "INBOX.c" created.
                C: m4 SUBSCRIBE INBOX.a.b
                S: m4 OK Folder subscribed.
                C: m5 SUBSCRIBE INBOX.c
                S: m5 OK Folder subscribed.
                C: m6 SUBSCRIBE INBOX.gone.d
                S: m6 OK Folder subscribed.
                """);
  }

  private void list(boolean obsoleteClient, boolean marksAll) {
    dialogue.settings.set(
        new SiteSettings().list(new ListSettings(obsoleteClient, marksAll)).build());
  }

  @Test
  void subscribedMailboxesAreSelectedWithThoseThatDoNotExist() throws Exception {
    dialogue.play(
        """
        C: a LIST (SUBSCRIBED) "" *
        S: * LIST (\\Subscribed \\HasNoChildren) "." "INBOX.a.b"
        S: * LIST (\\Subscribed \\HasNoChildren) "." "INBOX.c"
        S: * LIST (\\NonExistent \\Subscribed \\HasNoChildren) "." "INBOX.gone.d"
        S: a OK LIST completed
        C: b LIST "" % RETURN (SUBSCRIBED)
        S: * LIST (\\Unmarked \\HasChildren) "." "INBOX"
        S: b OK LIST completed
        C: c LIST "" INBOX.% RETURN (SUBSCRIBED CHILDREN)
        S: * LIST (\\HasNoChildren) "." "INBOX.Sent"
        S: * LIST (\\NonExistent \\HasChildren) "." "INBOX.a"
        S: * LIST (\\Subscribed \\HasNoChildren) "." "INBOX.c"
        S: c OK LIST completed
        """);
  }

  @Test
  void recursiveMatchShowsWhatIsAboveASubscribedMailbox() throws Exception {
    dialogue.play(
        """
        C: a LIST (SUBSCRIBED RECURSIVEMATCH) "" INBOX.%
        S: * LIST (\\NonExistent \\HasChildren) "." "INBOX.a" ("CHILDINFO" ("SUBSCRIBED"))
        S: * LIST (\\Subscribed \\HasNoChildren) "." "INBOX.c"
        S: * LIST (\\NonExistent \\HasNoChildren) "." "INBOX.gone" ("CHILDINFO" ("SUBSCRIBED"))
        S: a OK LIST completed
        C: b LIST (RECURSIVEMATCH SUBSCRIBED) "" *
        S: * LIST (\\Subscribed \\HasNoChildren) "." "INBOX.a.b"
        S: * LIST (\\Subscribed \\HasNoChildren) "." "INBOX.c"
        S: * LIST (\\NonExistent \\Subscribed \\HasNoChildren) "." "INBOX.gone.d"
        S: b OK LIST completed
        """);
  }

  @Test
  void severalPatternsYieldEachMailboxOnce() throws Exception {
    dialogue.play(
        """
        C: a LIST "" (INBOX INBOX.c INBOX.% inbox)
        S: * LIST (\\Unmarked \\HasChildren) "." "INBOX"
        S: * LIST (\\HasNoChildren) "." "INBOX.Sent"
        S: * LIST (\\NonExistent \\HasChildren) "." "INBOX.a"
        S: * LIST (\\HasNoChildren) "." "INBOX.c"
        S: a OK LIST completed
        """);
  }

  @Test
  void specialUsesAreSelectedByAndTold() throws Exception {
    dialogue.play(
        """
        C: a LIST (SPECIAL-USE) "" *
        S: * LIST (\\HasNoChildren \\Sent) "." "INBOX.Sent"
        S: a OK LIST completed
        C: b LIST "" INBOX.S% RETURN (SPECIAL-USE)
        S: * LIST (\\HasNoChildren \\Sent) "." "INBOX.Sent"
        S: b OK LIST completed
        C: c LIST "" INBOX.S%
        S: * LIST (\\HasNoChildren) "." "INBOX.Sent"
        S: c OK LIST completed
        C: d LIST (SPECIAL-USE RECURSIVEMATCH) "" %
        S: * LIST (\\Unmarked \\HasChildren) "." "INBOX" ("CHILDINFO" ("SPECIAL-USE"))
        S: d OK LIST completed
        C: e CREATE INBOX.All (USE (\\All))
        S: e NO [USEATTR] No folder holds all messages.
        """);
  }

  @Test
  void statusFollowsEachMailboxThatCanBeSelected() throws Exception {
    dialogue.store.deliver("INBOX.c", "Subject: x\n\n");
    dialogue.play(
        """
        C: a LIST "" INBOX.% RETURN (STATUS (MESSAGES UIDNEXT APPENDLIMIT))
        S: * LIST (\\HasNoChildren) "." "INBOX.Sent"
        S: * STATUS "INBOX.Sent" (MESSAGES 0 UIDNEXT 1 APPENDLIMIT 268435456)
        S: * LIST (\\NonExistent \\HasChildren) "." "INBOX.a"
        S: * LIST (\\HasNoChildren) "." "INBOX.c"
        S: * STATUS "INBOX.c" (MESSAGES 1 UIDNEXT 2 APPENDLIMIT 268435456)
        S: a OK LIST completed
        """);
  }

  /** RFC 8440 sections 3 and 4. */
  @Test
  void rightsFollowEachMailboxThatIsThere() throws Exception {
    dialogue.play(
        """
        C: a LIST "" INBOX.% RETURN (MYRIGHTS STATUS (MESSAGES))
        S: * LIST (\\HasNoChildren) "." "INBOX.Sent"
        S: * STATUS "INBOX.Sent" (MESSAGES 0)
        S: * MYRIGHTS "INBOX.Sent" "acdilrsw"
        S: * LIST (\\NonExistent \\HasChildren) "." "INBOX.a"
        S: * LIST (\\HasNoChildren) "." "INBOX.c"
        S: * STATUS "INBOX.c" (MESSAGES 0)
        S: * MYRIGHTS "INBOX.c" "acdilrsw"
        S: a OK LIST completed
        C: b LIST (SUBSCRIBED RECURSIVEMATCH) "" INBOX RETURN (MYRIGHTS)
        S: * LIST (\\Unmarked \\HasChildren) "." "INBOX" ("CHILDINFO" ("SUBSCRIBED"))
        S: b OK LIST completed
        """);
  }

  @Test
  void aMailboxWhoseStatusIsRefusedCannotBeSelected() throws Exception {
    dialogue.store.hideContent("INBOX.c");
    dialogue.play(
        """
        C: a LIST "" (INBOX.Sent INBOX.c) RETURN (STATUS (MESSAGES))
        S: * LIST (\\HasNoChildren) "." "INBOX.Sent"
        S: * STATUS "INBOX.Sent" (MESSAGES 0)
        S: * LIST (\\HasNoChildren \\Noselect) "." "INBOX.c"
        S: a OK LIST completed
        """);
  }

  @Test
  void statusIsNotToldOfWhatIsListedForItsChildrenOnly() throws Exception {
    dialogue.play(
        """
        C: a LIST (SUBSCRIBED RECURSIVEMATCH) "" % RETURN (STATUS (MESSAGES))
        S: * LIST (\\Unmarked \\HasChildren) "." "INBOX" ("CHILDINFO" ("SUBSCRIBED"))
        S: a OK LIST completed
        """);
  }

  @Test
  void clientsFromBeforeChildrenAreToldWhatTheyKnow() throws Exception {
    list(true, false);
    dialogue.play(
        """
        C: a LIST "" %
        S: * LIST (\\Unmarked) "." "INBOX"
        S: a OK LIST completed
        C: b LIST "" INBOX.c
        S: * LIST (\\NoInferiors) "." "INBOX.c"
        S: b OK LIST completed
        C: c LSUB "" INBOX.%
        S: * LSUB (\\Noselect) "." "INBOX.a"
        S: * LSUB (\\NoInferiors) "." "INBOX.c"
        S: * LSUB (\\Noselect) "." "INBOX.gone"
        S: c OK LSUB completed
        C: d LIST "" INBOX.c RETURN (CHILDREN)
        S: * LIST (\\HasNoChildren) "." "INBOX.c"
        S: d OK LIST completed
        """);
  }

  @Test
  void allMailboxesAreLookedAtForNewMailWhereASiteWantsIt() throws Exception {
    list(false, true);
    dialogue.play(
        """
        C: a LIST "" INBOX.c
        S: * LIST (\\Unmarked \\HasNoChildren) "." "INBOX.c"
        S: a OK LIST completed
        """);
  }
}
