package dev.postroom.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Memory as PSS: of a page that several processes share, each is charged its part, so that the sum
 * over all is what the machine gives in fact.
 */
public final class Memory {

  private Memory() {}

  /** In KiB, over all of them; a process that has ended counts nothing. */
  public static long pss(List<Long> processes) throws IOException {
    long sum = 0;
    for (long process : processes) {
      Path rollup = Path.of("/proc/" + process + "/smaps_rollup");
      try {
        sum += pssOf(Files.readAllLines(rollup));
      } catch (IOException e) {
        if (Files.exists(rollup) && Files.size(Path.of("/proc/" + process + "/cmdline")) > 0) {
          throw e;
        }
      }
    }
    return sum;
  }

  static long pssOf(List<String> rollup) {
    return rollup.stream()
        .filter(line -> line.startsWith("Pss:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .sum();
  }
}
