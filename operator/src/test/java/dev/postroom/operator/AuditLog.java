package dev.postroom.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a real API server says was asked of it, whoever asked.
 *
 * @param file with an audit Event (audit.k8s.io/v1) in each line
 */
record AuditLog(Path file) {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Set<String> WRITES =
      Set.of("create", "update", "patch", "delete", "deletecollection");

  /** How many lines there are, to be left out later. */
  long size() {
    try (var lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Verb and URI of each write of a client.
   *
   * @param agent with which its User-Agent begins
   * @param after so many lines
   */
  List<String> writes(String agent, long after) {
    return asked(agent, after)
        .filter(event -> WRITES.contains(event.path("verb").asText()))
        .map(event -> event.path("verb").asText() + " " + event.path("requestURI").asText())
        .toList();
  }

  /**
   * The paths that a client began to watch.
   *
   * @param agent with which its User-Agent begins
   * @param after so many lines
   */
  Set<String> watched(String agent, long after) {
    return asked(agent, after)
        .filter(
            event ->
                event.path("verb").asText().equals("watch")
                    && event.path("stage").asText().equals("ResponseStarted"))
        .map(event -> URI.create(event.path("requestURI").asText()).getPath())
        .collect(Collectors.toSet());
  }

  private Stream<JsonNode> asked(String agent, long after) {
    try {
      var text = Files.readString(file);
      // Behind the last end of a line stands what is being written.
      return text.substring(0, text.lastIndexOf('\n') + 1)
          .lines()
          .skip(after)
          .map(AuditLog::event)
          .filter(event -> event.path("userAgent").asText().startsWith(agent));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode event(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
