package dev.postroom.imap.session.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What mail programs say, in their words and their order: whatever they ask is understood. A script
 * has a command in each line, without its tag, which is {@code a1}, {@code a2} and so on; {@code
 * {{text}}} stands for a literal, {@code >} before what is said when the server has asked for more,
 * and {@code +} before an untagged response that must be among those to the command above.
 */
class ClientHabitsTest {

  private static final Pattern LITERAL = Pattern.compile("\\{\\{(.*?)}}");

  private final Dialogue dialogue = new Dialogue();
  private final List<String> answer = new ArrayList<>();
  private int commands;

  static Stream<Path> scripts() throws IOException, URISyntaxException {
    try (Stream<Path> files =
        Files.list(Path.of(ClientHabitsTest.class.getResource("/clients/habits").toURI()))) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void everyCommandOfAClientIsCarriedOut(Path script) throws Exception {
    // Clients say who they are where a site asks for it.
    dialogue.settings.set(new SiteSettings().id(Map.of("name", "Postroom")).build());
    dialogue.store.deliver("INBOX", SelectedInbox.MESSAGE);
    dialogue.store.deliver("INBOX", "Subject: =?utf-8?q?=C3=BCber?=\n\nsecond\n");
    dialogue.store.deliver("INBOX", "Subject: third\n\nthird\n");
    dialogue.session.start();
    assertThat(dialogue.connection.nextLine()).startsWith("* OK ");
    List<String> lines =
        Files.readAllLines(script).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("+ ")) {
        assertThat(answer).as(lines.get(i - 1)).contains(line.substring(2));
      } else if (line.startsWith("> ")) {
        dialogue.send(line.substring(2) + "\r\n");
        awaitOk(line);
      } else {
        boolean asks = i + 1 < lines.size() && lines.get(i + 1).startsWith("> ");
        command(line, asks);
      }
    }
  }

  private void command(String text, boolean asks) throws InterruptedException {
    commands++;
    answer.clear();
    var rest = new StringBuilder("a" + commands + " ");
    Matcher literal = LITERAL.matcher(text);
    int from = 0;
    while (literal.find()) {
      String content = literal.group(1).replace("\\n", "\r\n");
      rest.append(text, from, literal.start()).append("{").append(content.length()).append("}\r\n");
      dialogue.send(rest.toString());
      awaitRequest(text);
      rest = new StringBuilder(content);
      from = literal.end();
    }
    dialogue.send(rest.append(text.substring(from)).append("\r\n").toString());
    if (asks) {
      awaitRequest(text);
    } else {
      awaitOk(text);
    }
  }

  private void awaitRequest(String command) throws InterruptedException {
    assertThat(next(command)).as(command).startsWith("+ ");
  }

  private void awaitOk(String command) throws InterruptedException {
    String line = next(command);
    while (!line.startsWith("a" + commands + " ")) {
      answer.add(line);
      line = next(command);
    }
    assertThat(line).as(command).startsWith("a" + commands + " OK");
  }

  private String next(String command) throws InterruptedException {
    String line = dialogue.connection.nextLine();
    assertThat(line).as(command).isNotEqualTo("(closed)").doesNotContain(" BAD ");
    return line;
  }
}
