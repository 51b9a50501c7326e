package dev.postroom.bench.row;

import java.io.IOException;

/** The disk that all servers write to. */
public final class Disk {

  private Disk() {}

  /**
   * Writes out all that waits to be written: a server that syncs must not pay for what another left
   * to the kernel.
   */
  public static void settle() throws IOException, InterruptedException {
    int status = new ProcessBuilder("sync").inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException("sync ended with status " + status);
    }
  }
}
