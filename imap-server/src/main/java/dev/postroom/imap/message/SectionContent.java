package dev.postroom.imap.message;

import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a section, ready to be sent as a literal.
 *
 * @param stream yields exactly {@code length} bytes; the caller closes it
 * @param length in bytes
 */
public record SectionContent(InputStream stream, long length) implements AutoCloseable {

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
