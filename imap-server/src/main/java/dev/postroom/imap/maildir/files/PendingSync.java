package dev.postroom.imap.maildir.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A sync of a file that goes on while something else is done, on a thread of its own. Two that run
 * at the same time share one commit of the file system's journal; one after the other they take
 * two.
 */
public final class PendingSync {

  /** Of a file that is on disk already. */
  public static final PendingSync DONE = new PendingSync(CompletableFuture.completedFuture(null));

  private final CompletableFuture<Void> end;

  private PendingSync(CompletableFuture<Void> end) {
    this.end = end;
  }

  /** Syncs a file that was written, and closes it. */
  static PendingSync begin(DurableFiles files, FileChannel file) {
    var end = new CompletableFuture<Void>();
    Thread.ofVirtual()
        .name("maildir-sync")
        .start(
            () -> {
              try (file) {
                files.sync(file);
              } catch (Throwable e) {
                // Whatever it is: who waits for the end has the folder's lock.
                end.completeExceptionally(e);
              }
              end.complete(null);
            });
    return new PendingSync(end);
  }

  /**
   * Waits until the file is on disk, interrupted or not: who has begun a sync sees its end.
   *
   * @throws IOException when it is not, and never will be
   */
  public void await() throws IOException {
    try {
      end.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    }
  }

  /** Waits until nothing goes on any more, for whom it does not matter how it ended. */
  void awaitEnd() {
    end.exceptionally(_ -> null).join();
  }
}
