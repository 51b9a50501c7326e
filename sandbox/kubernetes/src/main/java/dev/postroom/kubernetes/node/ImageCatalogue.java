package dev.postroom.kubernetes.node;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The images this node can run, by repository: {@code postroom/imap-server} stands for every tag
 * and digest of it. There is no registry to pull others from.
 *
 * @param images by repository name, without registry, tag and digest
 */
public record ImageCatalogue(Map<String, Image> images) {

  // [registry/]repository[:tag][@digest]; a registry has a dot or a port, or is localhost.
  private static final Pattern REFERENCE =
      Pattern.compile(
          "(?:(?:[^/]*[.:][^/]*|localhost)/)?(?<repository>[^:@]+)(?::[^@/]+)?(?:@.+)?");

  public ImageCatalogue {
    images = Map.copyOf(images);
  }

  /** The image that {@code reference} names, if this node has it. */
  public Optional<Image> find(String reference) {
    Matcher matcher = REFERENCE.matcher(reference);
    return matcher.matches()
        ? Optional.ofNullable(images.get(matcher.group("repository")))
        : Optional.empty();
  }
}
