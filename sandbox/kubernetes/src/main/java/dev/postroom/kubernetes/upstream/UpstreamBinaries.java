package dev.postroom.kubernetes.upstream;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The directory that holds etcd, kube-apiserver and kubectl, as setup-envtest downloads them.
 *
 * @param directory that has all three, each executable
 */
public record UpstreamBinaries(Path directory) {

  /** The variable that names the directory. */
  public static final String VARIABLE = "KUBEBUILDER_ASSETS";

  /** Why a test that needs them does not run. */
  public static final String MISSING =
      "KUBEBUILDER_ASSETS names no directory with etcd, kube-apiserver and kubectl; setup-envtest"
          + " downloads them";

  /**
   * @throws IllegalArgumentException where one is missing
   */
  public UpstreamBinaries {
    for (var name : List.of("etcd", "kube-apiserver", "kubectl")) {
      if (!Files.isExecutable(directory.resolve(name))) {
        throw new IllegalArgumentException(
            directory.resolve(name) + " is not there or not executable (" + VARIABLE + ")");
      }
    }
  }

  /**
   * Those that {@link #VARIABLE} names.
   *
   * @throws IllegalStateException where it names none
   */
  public static UpstreamBinaries ofEnvironment() {
    var named = System.getenv(VARIABLE);
    if (named == null || named.isBlank()) {
      throw new IllegalStateException(MISSING);
    }
    return new UpstreamBinaries(Path.of(named).toAbsolutePath());
  }

  String etcd() {
    return directory.resolve("etcd").toString();
  }

  String kubeApiServer() {
    return directory.resolve("kube-apiserver").toString();
  }

  /** The path of kubectl. */
  public Path kubectl() {
    return directory.resolve("kubectl");
  }
}
