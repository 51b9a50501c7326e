package dev.postroom.office.stage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The built parts of Postroom, in the tree this program was built from.
 *
 * @param root the top directory of that tree
 */
public record Distribution(Path root) {

  private static final Path OPERATOR = Path.of("operator/target/quarkus-app/quarkus-run.jar");
  private static final Path SERVER = Path.of("imap-server/target/quarkus-app/quarkus-run.jar");
  private static final Path CRDS = Path.of("crds");

  /**
   * Finds the tree upwards from where {@code start} is.
   *
   * @throws IllegalStateException when there is none or a part is not built
   */
  public static Distribution above(Path start) {
    Path root = start.toAbsolutePath().normalize();
    while (root != null && !Files.isRegularFile(root.resolve("mvnw"))) {
      root = root.getParent();
    }
    if (root == null) {
      throw new IllegalStateException(
          "no Postroom tree at or above " + start + "; run the sandbox with: make sandbox");
    }
    for (Path part : List.of(OPERATOR, SERVER)) {
      if (!Files.isRegularFile(root.resolve(part))) {
        throw new IllegalStateException(
            root.resolve(part) + " is missing; build it with: make build");
      }
    }
    return new Distribution(root);
  }

  /** Like {@link #above}, but empty where something is missing. */
  public static Optional<Distribution> ifBuilt(Path start) {
    try {
      return Optional.of(above(start));
    } catch (IllegalStateException e) {
      return Optional.empty();
    }
  }

  /** The operator's jar, with its libraries beside it. */
  public Path operator() {
    return root.resolve(OPERATOR);
  }

  Path server() {
    return root.resolve(SERVER);
  }

  Path crds() {
    return root.resolve(CRDS);
  }
}
