package dev.postroom.imap.server;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Whether this JVM can write the names of all mailboxes on disk, which are in UTF-8. */
final class FileNameEncoding {

  /** What the JVM took from the locale at its start; nothing can change it later. */
  static final String PROPERTY = "sun.jnu.encoding";

  private FileNameEncoding() {}

  /**
   * What to tell the administrator.
   *
   * @param encoding the value of {@link #PROPERTY}
   * @return empty where there is nothing wrong
   */
  static Optional<String> problem(String encoding) {
    return StandardCharsets.UTF_8.name().equalsIgnoreCase(encoding)
        ? Optional.empty()
        : Optional.of(
            ("file names are read and written in %s here, not in UTF-8: mailboxes with other than"
                    + " ASCII letters in their names stay hidden and cannot be made."
                    + " Start the server with LC_ALL=C.UTF-8 in its environment")
                .formatted(encoding));
  }
}
