package dev.postroom.bench;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Says what is going on, and how long it will go on, a line for each turn of a server. */
final class Progress {

  private final PrintStream out;
  private final Clock clock;
  private final int turns;
  private final Instant begun;
  private int done;

  /**
   * @param turns how many there will be
   */
  Progress(PrintStream out, Clock clock, int turns) {
    this.out = out;
    this.clock = clock;
    this.turns = turns;
    this.begun = clock.instant();
  }

  void turn(String experiment, String round, String server) {
    Duration spent = Duration.between(begun, clock.instant());
    String left =
        done == 0
            ? ""
            : "about %s left".formatted(text(spent.multipliedBy(turns - done).dividedBy(done)));
    out.printf("[%3d/%d] %-10s %-9s %-9s %s%n", ++done, turns, experiment, round, server, left);
  }

  void failed(String server, String why) {
    out.printf("          %s: %s%n", server, why);
  }

  private static String text(Duration duration) {
    return duration.toSeconds() < 90
        ? duration.toSeconds() + " s"
        : (duration.toSeconds() + 30) / 60 + " min";
  }
}
