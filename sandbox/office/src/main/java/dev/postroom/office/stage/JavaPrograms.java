package dev.postroom.office.stage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the sandbox runs Postroom's programs: with the options that lie beside the jar, if any do,
 * and on top of these the sandbox's own. Two cores are shared by all of them, so they are compiled
 * quickly rather than well.
 */
final class JavaPrograms {

  private JavaPrograms() {}

  static List<String> commandLine(Path jar) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Path options = jar.resolveSibling("jvm.options");
    if (Files.exists(options)) {
      command.add("@" + options);
    }
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            // Netty and others still use it; what the JDK says of that is no news to anybody here.
            "--sun-misc-unsafe-memory-access=allow",
            "-jar",
            jar.toString()));
    return List.copyOf(command);
  }
}
