package dev.postroom.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Our server as its image has it: packaged for one class path, with the options of its JVM and with
 * the start-up profile of a run that did what mail programs do (images/train).
 *
 * @param directory a copy of what was built, so that the next build does not take it from under the
 *     server
 * @param java the JVM for which the profile is good
 */
record Application(Path directory, Path java) {

  private static final String BUILT = "imap-server/target/image";
  private static final String OPTIONS = "imap-server/src/main/jvm/jvm.options";
  private static final String TRAINING = "images/train";
  private static final String PROFILE = "start.aot";

  /** A machine that others use too trains for a minute. */
  private static final int TRAINING_MINUTES = 10;

  /** Copies and trains it, unless that was done before. */
  static Application in(Path directory, Path repository) throws IOException, InterruptedException {
    var application =
        new Application(directory, Path.of(System.getProperty("java.home"), "bin", "java"));
    if (!Files.exists(directory.resolve(PROFILE))) {
      application.copy(repository);
      application.train(repository.resolve(TRAINING));
    }
    return application;
  }

  private void copy(Path repository) throws IOException {
    Path built = repository.resolve(BUILT);
    if (!Files.exists(built.resolve("quarkus-run.jar"))) {
      throw new IOException(built + " is missing or not complete; run this by make bench");
    }
    try (Stream<Path> entries = Files.walk(built)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        Files.copy(entry, directory.resolve(built.relativize(entry)));
      }
    }
    Files.copy(repository.resolve(OPTIONS), options());
  }

  private void train(Path training) throws IOException, InterruptedException {
    Path log = directory.resolveSibling("training.log");
    Process process =
        new ProcessBuilder("bash", training.toString(), directory.toString(), java.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(TRAINING_MINUTES, TimeUnit.MINUTES)) {
      // It ends its server.
      process.destroy();
      throw new IOException(training + " does not come to its end; its log is " + log);
    }
    if (process.exitValue() != 0) {
      throw new IOException(training + " fails: " + Files.readString(log));
    }
  }

  private Path options() {
    return directory.resolve("jvm.options");
  }

  /**
   * What starts it.
   *
   * @param more options of the JVM, which win
   */
  Stream<String> command(List<String> more) {
    return Stream.of(
            Stream.of(
                java.toString(), "@" + options(), "-XX:AOTCache=" + directory.resolve(PROFILE)),
            more.stream(),
            Stream.of("-jar", directory.resolve("quarkus-run.jar").toString()))
        .flatMap(part -> part);
  }
}
