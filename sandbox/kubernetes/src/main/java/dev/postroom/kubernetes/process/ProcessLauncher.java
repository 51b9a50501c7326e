package dev.postroom.kubernetes.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Starts processes that die with this JVM, even when it is killed: on Linux through {@code setpriv
 * --pdeathsig KILL} of util-linux, where that is installed. The kernel sends that signal when the
 * <em>thread</em> that started the process ends, so all are started by one thread that stays.
 *
 * <p>Each gets a session of its own ({@code setsid}), so that Ctrl-C reaches this process only,
 * which then ends the others in order.
 */
public final class ProcessLauncher implements AutoCloseable {

  private static final Path SETSID = Path.of("/usr/bin/setsid");
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  private final ExecutorService starter =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("process-starter").factory());

  /**
   * Starts a program with standard output and error in one stream and no standard input.
   *
   * @param environment all of it; nothing is inherited
   * @throws IOException when it cannot be started
   */
  public Process start(List<String> command, Map<String, String> environment, Path directory)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      words.add(SETSID.toString());
    }
    if (Files.isExecutable(SETPRIV)) {
      words.addAll(List.of(SETPRIV.toString(), "--pdeathsig", "KILL", "--"));
    }
    words.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(directory.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Future<Process> started = starter.submit(builder::start);
    try {
      return started.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    }
  }

  /** Ends the thread, and with it, at once, whatever it started and is still running. */
  @Override
  public void close() {
    starter.shutdownNow();
  }
}
