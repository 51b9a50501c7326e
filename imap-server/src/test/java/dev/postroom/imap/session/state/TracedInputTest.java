package dev.postroom.imap.session.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.session.ProtocolTrace;
import dev.postroom.imap.wire.Fragment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracedInputTest {

  private final List<String> heard = new ArrayList<>();
  private final TracedInput input = new TracedInput(new Listening());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a LOGIN alice secret",
        "a  login alice secret",
        "a LOGIN alice \"\rsecret\"",
        "a LOGIN\talice secret",
        "a Authenticate PLAIN c2VjcmV0 secret"
      })
  void noPasswordIsHeardHoweverItIsWritten(String line) {
    input.read(line(line));
    input.read(new Fragment.OverlongLine(bytes(line), Optional.empty()));
    assertThat(heard).hasSize(2).noneMatch(text -> text.contains("secret"));
  }

  @Test
  void whatComesBehindALoginIsHeardAgain() {
    input.read(line("a LOGIN alice secret"));
    input.read(line("b SEARCH SUBJECT login"));
    assertThat(heard).containsExactly("a LOGIN (hidden)", "b SEARCH SUBJECT login");
  }

  private static Fragment.Line line(String text) {
    return new Fragment.Line(bytes(text), Optional.empty());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private final class Listening implements ProtocolTrace {
    @Override
    public void received(String line) {
      heard.add(line);
    }

    @Override
    public void sent(ByteBuffer bytes) {}

    @Override
    public void close() {}
  }
}
