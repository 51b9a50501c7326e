package dev.postroom.imap.session.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GarbageProperties {

  @Property(tries = 300)
  void rubbishIsAnsweredAndTheNextCommandWorks(@ForAll("rubbish") String rubbish) throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    dialogue.store.deliver("INBOX", "Subject: x\n\nbody\n");
    dialogue.play("C: s EXAMINE INBOX\n");
    dialogue.send(rubbish);
    // Ends a literal that the rubbish began, and the line that it is in; then something valid.
    dialogue.send("\r\n".repeat(60) + "zz9 NOOP\r\n");
    String line;
    do {
      line = dialogue.connection.nextLine();
      assertThat(line).isNotEqualTo("(nothing)").doesNotContain("SERVERBUG");
      // More than ten empty lines are ten bad commands; that, too, is an answer by the protocol.
    } while (!line.equals("zz9 OK NOOP completed") && !line.equals(PipeConnection.CLOSED));
    assertThat(dialogue.events.commands).isNotEmpty();
  }

  @Provide
  Arbitrary<String> rubbish() {
    Arbitrary<String> words =
        Arbitraries.of(
            "a",
            "FETCH",
            "UID",
            "SEARCH",
            "STORE",
            "1:*",
            "(",
            ")",
            "BODY[",
            "]",
            "<0.5>",
            "\\Seen",
            "+FLAGS",
            "\"",
            "{3}",
            "{3+}",
            "{40+}",
            "OR",
            "NOT",
            "LIST",
            "%",
            "*",
            "STATUS",
            "APPEND",
            "INBOX",
            "&",
            "COPY",
            "HEADER.FIELDS",
            "AUTHENTICATE",
            "LOGIN",
            "IDLE",
            "BODYSTRUCTURE");
    Arbitrary<String> line =
        Arbitraries.oneOf(
            words.list().ofMaxSize(7).map(parts -> "t " + String.join(" ", parts)),
            Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(40));
    return line.list().ofMaxSize(4).map((List<String> lines) -> String.join("\r\n", lines));
  }
}
