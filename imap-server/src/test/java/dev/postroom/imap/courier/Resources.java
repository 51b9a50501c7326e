package dev.postroom.imap.courier;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What lies beside this package's tests under {@code courier}. */
final class Resources {

  private static final String DIRECTORY = "/courier/";

  private Resources() {}

  static byte[] bytes(String name) throws IOException {
    try (InputStream in = Resources.class.getResourceAsStream(DIRECTORY + name)) {
      if (in == null) {
        throw new FileNotFoundException("there is no test resource " + DIRECTORY + name);
      }
      return in.readAllBytes();
    }
  }

  /** The scripts, alphabetically. */
  static List<Path> scripts() throws IOException, URISyntaxException {
    URL directory = Resources.class.getResource(DIRECTORY + "scripts");
    try (Stream<Path> files = Files.list(Path.of(directory.toURI()))) {
      return files.sorted().toList();
    }
  }
}
