package dev.postroom.helm;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The chart, rendered for the release {@code postroom} in namespace {@code mail}. */
final class Chart {

  static final Path DIRECTORY = Path.of("postroom");

  static final String RELEASE = "postroom";
  static final String NAMESPACE = "mail";

  /** The oldest Kubernetes that the chart is for; what it renders must not depend on it. */
  private static final String OLDEST_KUBERNETES = "1.29.0";

  private static final String DOCUMENT = "---\n# Source: postroom/";

  private static final String HOOK = "helm.sh/hook";
  private static final String DISGUISE = "postroom.dev/hook";

  private static final String NOTES = "\nNOTES:\n";

  private Chart() {}

  /**
   * One file of what Helm renders.
   *
   * @param source the template, below the chart's directory
   * @param text YAML
   */
  record Rendered(String source, String text) {}

  /**
   * Renders the chart.
   *
   * @param values YAML that is laid over values.yaml
   * @throws RuntimeException if Helm refuses them; the message is what a user reads
   */
  static List<Rendered> render(Path scratch, String values) {
    return render(scratch, RELEASE, values);
  }

  private static List<Rendered> render(Path scratch, String release, String values) {
    var text =
        new Helm(withHooksInDisguise(scratch))
            .template()
            .withName(release)
            .withNamespace(NAMESPACE)
            .withKubeVersion(OLDEST_KUBERNETES)
            .withValuesFile(write(scratch, values))
            .call();
    return Arrays.stream(text.replace(DISGUISE, HOOK).split(DOCUMENT))
        .filter(part -> !part.isBlank())
        .map(part -> part.split("\n", 2))
        .map(part -> new Rendered(part[0], part[1]))
        .toList();
  }

  /** A copy of the chart: the library renders no hooks, and so not the pod of {@code helm test}. */
  private static Path withHooksInDisguise(Path scratch) {
    try (var files = Files.walk(DIRECTORY)) {
      var copy = Files.createTempDirectory(scratch, "chart");
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var target = copy.resolve(DIRECTORY.relativize(file));
        Files.createDirectories(target.getParent());
        Files.writeString(target, Files.readString(file).replace(HOOK, DISGUISE));
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the template makes with these values; empty where it makes nothing. */
  static String file(Path scratch, String values, String source) {
    return file(scratch, RELEASE, values, source);
  }

  /** The same for a release of another name. */
  static String file(Path scratch, String release, String values, String source) {
    return render(scratch, release, values).stream()
        .filter(rendered -> rendered.source().equals(source))
        .map(Rendered::text)
        .collect(Collectors.joining("---\n"));
  }

  /** What Helm says to whoever installed the chart. */
  static String notes(Path scratch, String values) {
    var output =
        new Helm(DIRECTORY)
            .install()
            .withName(RELEASE)
            .withNamespace(NAMESPACE)
            .withKubeVersion(OLDEST_KUBERNETES)
            .withValuesFile(write(scratch, values))
            .clientOnly()
            .dryRun()
            .call()
            .getOutput();
    return output.substring(output.indexOf(NOTES) + NOTES.length());
  }

  /** All messages of {@code helm lint --strict}, and whether it failed. */
  static List<String> lint() {
    var result = new Helm(DIRECTORY).lint().strict().call();
    var messages = new ArrayList<>(result.getMessages());
    if (result.isFailed()) {
      messages.addFirst("failed");
    }
    return messages;
  }

  private static Path write(Path scratch, String values) {
    try {
      return Files.writeString(Files.createTempFile(scratch, "values", ".yaml"), values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
