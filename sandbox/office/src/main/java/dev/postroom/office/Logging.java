package dev.postroom.office;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sends this process's own log to a file of bounded size; the screen is for the play. */
public final class Logging {

  private static final int LIMIT = 10 << 20;

  private Logging() {}

  /** From now on, in a file of at most {@link #LIMIT} bytes. */
  public static void to(Path file) throws IOException {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    FileHandler handler = new FileHandler(file.toString(), LIMIT, 1);
    handler.setFormatter(new SimpleFormatter());
    root.addHandler(handler);
    root.setLevel(Level.INFO);
  }
}
