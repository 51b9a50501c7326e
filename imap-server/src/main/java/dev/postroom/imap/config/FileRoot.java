package dev.postroom.imap.config;

import java.nio.file.Path;

/**
 * Where absolute paths begin. Below the machine's own root they mean what they say; below another
 * directory a pod's files can be served by a process that has no mount namespace of its own.
 *
 * @param directory absolute
 */
public record FileRoot(Path directory) {

  /** Absolute paths are what they say. */
  public static final FileRoot MACHINE = new FileRoot(Path.of("/"));

  public FileRoot {
    directory = directory.toAbsolutePath().normalize();
  }

  /** Where a path is to be looked up; a relative one belongs to the working directory. */
  public Path locate(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    return directory.resolve(Path.of("/").relativize(absolute));
  }
}
