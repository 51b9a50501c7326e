package dev.postroom.imap.server;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The command line: {@code --config DIR}, {@code --root DIR}. */
@QuarkusMain
public final class Main {

  private static final int USAGE = 2;

  private Main() {}

  public static void main(String... arguments) {
    try {
      CommandLine.parse(arguments).forEach(System::setProperty);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(USAGE);
    }
    Quarkus.run(ServerProcess.class, arguments);
  }
}
