package dev.postroom.imap.session.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** ID (RFC 2971), as IMAP_ID_FIELDS has it. */
class IdDialogueTest {

  private static Dialogue greeted() throws Exception {
    var dialogue = new Dialogue();
    dialogue.settings.set(
        new SiteSettings()
            .announcing("IMAP4rev1 X-SITE")
            .id(new TreeMap<>(Map.of("name", "Postroom", "os", "Linux")))
            .build());
    dialogue.session.start();
    return dialogue.play(
        "S: * OK [CAPABILITY IMAP4rev1 X-SITE ID ENABLE UTF8=ACCEPT] Postroom ready.\n");
  }

  @Test
  void whereNoSiteAsksForItThereIsNone() throws Exception {
    Dialogue.loggedIn()
        .play(
            """
            C: a ID NIL
            S: a BAD ID is not available here.
            """);
  }

  @Test
  void isAnsweredInEveryStateAndTellsWhatAUsersClientSays() throws Exception {
    Dialogue dialogue = greeted();
    dialogue.play(
        """
        C: a ID ("name" "unknown")
        S: * ID ("name" "Postroom" "os" "Linux")
        S: a OK ID completed
        C: b LOGIN alice secret
        S: b OK LOGIN Ok.
        C: c ID ("name" "mutt" "version" {3+}
        C: 2.2 "os" nil)
        S: * ID ("name" "Postroom" "os" "Linux")
        S: c OK ID completed
        C: d ID ()
        S: * ID ("name" "Postroom" "os" "Linux")
        S: d OK ID completed
        """);
    assertThat(dialogue.events.commands)
        .filteredOn(event -> event.startsWith("client"))
        .containsExactly(
            "client of alice [ClientField[name=name, value=mutt],"
                + " ClientField[name=version, value=2.2], ClientField[name=os, value=]]",
            "client of alice []");
  }

  @Test
  void whatIsBeyondTheLimitsOfTheRfcIsBad() throws Exception {
    String pair = "\"n\" NIL";
    greeted()
        .play(
            """
            C: a ID ("%s" "x")
            S: a BAD The name of an ID field has at most 30 bytes
            C: b ID ("name" "%s")
            S: b BAD The value of an ID field has at most 1024 bytes
            C: c ID (%s)
            S: c BAD ID takes at most 30 fields
            C: d ID ("name")
            S: d BAD Expected a space at character 13
            C: e ID (%s)
            S: * ID ("name" "Postroom" "os" "Linux")
            S: e OK ID completed
            """
                .formatted(
                    "x".repeat(31),
                    "x".repeat(1025),
                    String.join(" ", Collections.nCopies(31, pair)),
                    String.join(" ", Collections.nCopies(30, pair))));
  }
}
