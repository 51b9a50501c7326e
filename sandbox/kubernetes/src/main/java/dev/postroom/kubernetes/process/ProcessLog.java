package dev.postroom.kubernetes.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process says, in a file that goes on through its restarts. A file that reaches {@link
 * #LIMIT} bytes takes the place of the older one beside it, so that no log grows beyond twice that.
 */
public final class ProcessLog {

  static final long LIMIT = 10L << 20;
  private static final int CHUNK = 8192;
  private static final Logger LOG = LoggerFactory.getLogger(ProcessLog.class);

  private final Path file;
  private final long limit;

  /** Makes a log of the usual size; its directory need not exist yet. */
  public ProcessLog(Path file) {
    this(file, LIMIT);
  }

  ProcessLog(Path file, long limit) {
    this.file = file;
    this.limit = limit;
  }

  public Path file() {
    return file;
  }

  private Path older() {
    return file.resolveSibling(file.getFileName() + ".1");
  }

  /** Writes all that comes from {@code output} until it ends, on a virtual thread. */
  public void follow(InputStream output) {
    Thread.ofVirtual().name("log " + file.getFileName()).start(() -> copy(output));
  }

  void copy(InputStream output) {
    byte[] chunk = new byte[CHUNK];
    OutputStream log = null;
    try (output) {
      log = open();
      long size = Files.size(file);
      for (int read = output.read(chunk); read >= 0; read = output.read(chunk)) {
        if (size + read > limit) {
          log.close();
          Files.move(file, older(), StandardCopyOption.REPLACE_EXISTING);
          log = open();
          size = 0;
        }
        log.write(chunk, 0, read);
        size += read;
      }
    } catch (IOException e) {
      LOG.warn("the log {} ends early", file, e);
    } finally {
      close(log);
    }
  }

  /** What was written since the file was begun, at most {@link #LIMIT} bytes; or its last lines. */
  public String text(OptionalLong lines) {
    try {
      if (!Files.exists(file)) {
        return "";
      }
      String all = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      if (lines.isEmpty()) {
        return all;
      }
      List<String> each = all.lines().toList();
      long skipped = Math.max(0, each.size() - lines.getAsLong());
      return each.stream().skip(skipped).map(line -> line + "\n").collect(Collectors.joining());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private OutputStream open() throws IOException {
    Files.createDirectories(file.getParent());
    return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void close(OutputStream log) {
    try {
      if (log != null) {
        log.close();
      }
    } catch (IOException e) {
      LOG.warn("cannot close {}", file, e);
    }
  }
}
