package dev.postroom.bench.row;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several clients at the same time, each on a thread. */
final class Clients {

  private Clients() {}

  /** What one of them does. */
  interface Work {
    void run(int client) throws Exception;
  }

  /** Returns when all are done; the first failure is thrown, once the others are done too. */
  static void atOnce(int clients, Work work) throws Exception {
    List<Future<?>> running = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(clients)) {
      for (int i = 0; i < clients; i++) {
        int client = i;
        running.add(
            threads.submit(
                () -> {
                  work.run(client);
                  return null;
                }));
      }
    }
    for (Future<?> each : running) {
      try {
        each.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Exception cause ? cause : e;
      }
    }
  }
}
