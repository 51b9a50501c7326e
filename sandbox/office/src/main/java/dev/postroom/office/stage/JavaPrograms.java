package dev.postroom.office.stage;

import java.nio.file.Path;
import java.util.List;

/**
 * How the sandbox runs Postroom's programs. Two cores are shared by all of them, so they are
 * compiled quickly rather than well.
 */
final class JavaPrograms {

  private JavaPrograms() {}

  static List<String> commandLine(Path jar) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xmx256m",
        // Netty and others still use it; what the JDK says of that is no news to anybody here.
        "--sun-misc-unsafe-memory-access=allow",
        "-jar",
        jar.toString());
  }
}
