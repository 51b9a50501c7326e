package dev.postroom.imap.config.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a PEM file. */
final class PemText {

  /** A system's bundle of authorities has a twentieth of this; a wrong path may have anything. */
  static final int MAX_BYTES = 4 * 1024 * 1024;

  private PemText() {}

  /**
   * @param remedy what to do when the file cannot be read
   */
  static String read(Path file, String remedy) throws TlsRefusedException {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new TlsRefusedException(
            file, "is larger than the %d bytes that are read; is it PEM?".formatted(MAX_BYTES));
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new TlsRefusedException(file, "cannot be read; " + remedy, e);
    }
  }
}
