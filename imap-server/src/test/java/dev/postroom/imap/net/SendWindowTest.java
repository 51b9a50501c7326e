package dev.postroom.imap.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SendWindowTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  @Test
  void aWriterWaitsUntilTheClientHasTakenEnough() throws Exception {
    SendWindow window = new SendWindow(LONG);
    window.take(SendWindow.BYTES);

    CompletableFuture<Void> writer = take(window);
    awaitBlocked();
    assertThat(writer).isNotDone();
    window.sent(1, null);

    writer.get(20, TimeUnit.SECONDS);
  }

  @Test
  void aClientThatTakesNothingIsGivenUp() throws Exception {
    SendWindow window = new SendWindow(Duration.ofMillis(50));
    window.take(SendWindow.BYTES);

    assertThatThrownBy(() -> window.take(1)).isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void aWriterWakesUpWhenTheConnectionCloses() throws Exception {
    SendWindow window = new SendWindow(LONG);
    window.take(SendWindow.BYTES);
    CompletableFuture<Void> writer = take(window);
    awaitBlocked();

    window.close();

    assertThatThrownBy(() -> writer.get(20, TimeUnit.SECONDS))
        .hasRootCauseMessage("the connection is closed");
  }

  @Test
  void afterAFailureNothingMoreIsTaken() throws Exception {
    SendWindow window = new SendWindow(LONG);
    window.take(1);
    window.sent(1, new IOException("Connection reset by peer"));

    assertThatThrownBy(() -> window.take(1))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot send: Connection reset by peer");
  }

  private volatile Thread writing;

  private CompletableFuture<Void> take(SendWindow window) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    writing =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    window.take(1);
                    done.complete(null);
                  } catch (IOException e) {
                    done.completeExceptionally(new CompletionException(e));
                  }
                });
    return done;
  }

  private void awaitBlocked() {
    Awaitility.await().until(() -> writing.getState() == Thread.State.TIMED_WAITING);
  }
}
