package dev.postroom.imap.message;

import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a section, ready to be sent as a literal.
 *
 * @param stream yields exactly {@code length} bytes; the caller closes it
 * @param length in bytes
 * @param binary whether NUL may be among them, which only a {@code literal8} can carry
 */
public record SectionContent(InputStream stream, long length, boolean binary)
    implements AutoCloseable {

  /** Bytes without NUL. */
  SectionContent(InputStream stream, long length) {
    this(stream, length, false);
  }

  SectionContent asBinary() {
    return new SectionContent(stream, length, true);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
