package dev.postroom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The machine a table was taken on, in words. */
final class Machine {

  private static final double KIB_PER_GIB = 1024.0 * 1024;

  private Machine() {}

  static String describe(Path directory) throws IOException {
    return "%d processors (%s), %.0f GiB of memory, %s, Linux %s, Java %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            field("/proc/cpuinfo", "model name", "unknown"),
            Double.parseDouble(field("/proc/meminfo", "MemTotal", "0").replaceAll("[^0-9]", ""))
                / KIB_PER_GIB,
            Files.getFileStore(directory).type(),
            System.getProperty("os.version"),
            Runtime.version());
  }

  private static String field(String file, String name, String otherwise) throws IOException {
    List<String> lines = Files.readAllLines(Path.of(file));
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(otherwise);
  }
}
