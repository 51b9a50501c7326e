package dev.postroom.imap.maildir.outbox;

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
import java.util.concurrent.TimeUnit;

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

  @Override
  public void send(Path message) throws IOException {
    if (sender.chars().anyMatch(Character::isISOControl)) {
      throw new IOException("the account's address has control characters; change its name");
    }
    Process process = start();
    var said = CompletableFuture.supplyAsync(() -> output(process), Thread::startVirtualThread);
    var fed =
        CompletableFuture.<Void>supplyAsync(
            () -> {
              feed(process, message);
              return null;
            },
            Thread::startVirtualThread);
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(program + " was killed, it took longer than " + patience);
      }
      if (process.exitValue() != 0) {
        throw new IOException(program + " ended with " + process.exitValue() + ": " + said.join());
      }
      fed.join();
    } catch (CompletionException unread) {
      throw new IOException(program + " did not read the message: " + unread.getCause(), unread);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + program + " ran", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
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

  /** The beginning of what it says, in one line. */
  private static String output(Process process) {
    try (InputStream output = process.getInputStream()) {
      byte[] said = output.readNBytes(MAX_OUTPUT);
      output.transferTo(OutputStream.nullOutputStream());
      return new String(said, StandardCharsets.UTF_8).strip().replaceAll("\\p{Cntrl}+", "/");
    } catch (IOException e) {
      return e.toString();
    }
  }
}
