package dev.postroom.imap.session.dialogue;

import dev.postroom.imap.session.ProtocolTrace;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a trace has heard, by direction, until it was closed. */
final class RecordedTrace implements ProtocolTrace {

  private final StringBuffer heard = new StringBuffer();

  @Override
  public void received(String line) {
    heard.append("C: ").append(line).append('\n');
  }

  @Override
  public void sent(ByteBuffer bytes) {
    heard.append("S: ").append(StandardCharsets.UTF_8.decode(bytes).toString().replace("\r", ""));
  }

  @Override
  public void close() {
    heard.append("end\n");
  }

  String heard() {
    return heard.toString();
  }
}
