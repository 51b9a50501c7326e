package dev.postroom.imap.maildir.outbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends by running a program, as Courier does: {@code $SENDMAIL -oi -t -f sender}, with the message
 * on its input behind a field that names the sender. It finds the recipients in the header.
 *
 * @param program absolute path (SENDMAIL)
 * @param sender the account's address
 * @param field name of the header field for it, or empty for none (HEADERFROM)
 * @param patience after which the program is killed
 */
public record Sendmail(Path program, String sender, String field, Duration patience)
    implements Outbox.Mailer {

  /** As long as a client waits for an answer, at least. */
  public static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(2);

  /** So much of what the program says goes to the log; the rest is read and dropped. */
  static final int MAX_OUTPUT = 1024;

  /** After its end, so much longer is listened to what it said. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  /** Not virtual threads: reading from a pipe holds the thread that carries one. */
  private static final Executor PIPES = Thread.ofPlatform().daemon().name("sendmail")::start;

  @Override
  public void send(Path message) throws IOException {
    if (sender.chars().anyMatch(Character::isISOControl)) {
      throw new IOException("the account's address has control characters; change its name");
    }
    long begun = System.nanoTime();
    Process process = start();
    var said = new ByteArrayOutputStream();
    CompletableFuture<Void> heard = CompletableFuture.runAsync(() -> hear(process, said), PIPES);
    CompletableFuture<Void> fed = CompletableFuture.runAsync(() -> feed(process, message), PIPES);
    try {
      if (!process.waitFor(patience)) {
        throw new IOException(program + " was killed, it took longer than " + patience);
      }
      if (process.exitValue() != 0) {
        isDone(heard, LAST_WORDS);
        throw new IOException(program + " ended with " + process.exitValue() + ": " + line(said));
      }
      if (!isDone(fed, patience.minusNanos(System.nanoTime() - begun))) {
        throw new IOException(program + " did not read the message, and left its input open");
      }
    } catch (ExecutionException unread) {
      throw new IOException(program + " did not read the message: " + unread.getCause(), unread);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + program + " ran", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** What the program left running may hold a pipe open for good, so none is waited for so long. */
  private static boolean isDone(CompletableFuture<Void> pipe, Duration patience)
      throws ExecutionException, InterruptedException {
    try {
      pipe.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException held) {
      return false;
    }
  }

  private Process start() throws IOException {
    var builder =
        new ProcessBuilder(List.of(program.toString(), "-oi", "-t", "-f", sender))
            .redirectErrorStream(true);
    // Not the server's own environment, which may hold what only it should know.
    String path = System.getenv("PATH");
    builder.environment().clear();
    if (path != null) {
      builder.environment().put("PATH", path);
    }
    builder.environment().put("SENDER", sender);
    return builder.start();
  }

  private void feed(Process process, Path message) {
    try (OutputStream input = process.getOutputStream()) {
      if (!field.isEmpty()) {
        input.write((field + ": " + sender + "\n").getBytes(StandardCharsets.UTF_8));
      }
      Files.copy(message, input);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  /** Takes the beginning of what it says, and drops the rest. */
  private static void hear(Process process, ByteArrayOutputStream said) {
    try (InputStream output = process.getInputStream()) {
      for (int next = output.read(); next >= 0; next = output.read()) {
        if (said.size() < MAX_OUTPUT) {
          said.write(next);
        }
      }
    } catch (IOException e) {
      said.writeBytes(e.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String line(ByteArrayOutputStream said) {
    return said.toString(StandardCharsets.UTF_8).strip().replaceAll("\\p{Cntrl}+", "/");
  }
}
