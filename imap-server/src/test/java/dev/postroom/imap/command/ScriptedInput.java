package dev.postroom.imap.command;

import dev.postroom.imap.wire.Fragment;
import dev.postroom.imap.wire.Fragmenter;
import dev.postroom.imap.wire.LiteralAnnouncement;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A command that is all there. */
final class ScriptedInput implements CommandInput {

  private final Fragmenter fragmenter = new Fragmenter(8192);
  private Fragment.Line line;

  ScriptedInput(String text) {
    fragmenter.feed(ByteBuffer.wrap((text + "\r\n").getBytes(StandardCharsets.UTF_8)));
    line = (Fragment.Line) fragmenter.next().orElseThrow();
  }

  @Override
  public Fragment.Line line() {
    return line;
  }

  @Override
  public byte[] literal() throws IOException {
    LiteralAnnouncement announced = line.literal().orElseThrow();
    if (announced.synchronizing()) {
      fragmenter.accept();
    }
    var bytes = new ByteArrayOutputStream();
    while (bytes.size() < announced.size()) {
      bytes.writeBytes(((Fragment.LiteralBytes) next()).bytes());
    }
    line = (Fragment.Line) next();
    return bytes.toByteArray();
  }

  private Fragment next() throws EOFException {
    return fragmenter
        .next()
        .orElseThrow(() -> new EOFException("the script ends inside a command"));
  }
}
