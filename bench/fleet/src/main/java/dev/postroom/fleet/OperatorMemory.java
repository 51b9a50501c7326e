package dev.postroom.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** What memory the operator's process uses, by the JDK's own tools and the kernel's count. */
final class OperatorMemory {

  /** Of the serial collector: {@code def new generation total 78K, used 12K}. */
  private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final double KIB_PER_MIB = 1024;

  private final long pid;

  OperatorMemory(long pid) {
    this.pid = pid;
  }

  /** Heap in use after a full collection, in MiB. */
  double liveHeap() throws IOException, InterruptedException {
    jcmd("GC.run");
    return heap();
  }

  /** Heap in use now, with what nobody needs any more, in MiB. */
  double heap() throws IOException, InterruptedException {
    long kib =
        USED.matcher(jcmd("GC.heap_info"))
            .results()
            .mapToLong(used -> Long.parseLong(used.group(1)))
            .sum();
    if (kib == 0) {
      throw new IOException("jcmd GC.heap_info names no heap in use");
    }
    return kib / KIB_PER_MIB;
  }

  /** What the process has of the machine's memory, in MiB. */
  double resident() throws IOException {
    var matcher = RESIDENT.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
    if (!matcher.find()) {
      throw new IOException("no VmRSS of process " + pid);
    }
    return Long.parseLong(matcher.group(1)) / KIB_PER_MIB;
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var process =
        new ProcessBuilder(jcmd, Long.toString(pid), command).redirectErrorStream(true).start();
    var text = new String(process.getInputStream().readAllBytes());
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IOException("jcmd " + command + ": " + text);
    }
    return text;
  }
}
