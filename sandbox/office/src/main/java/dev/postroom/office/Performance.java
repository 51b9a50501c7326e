package dev.postroom.office;

import dev.postroom.office.play.Cast;
import dev.postroom.office.play.Observer;
import dev.postroom.office.play.Scene;
import dev.postroom.office.show.Screen;
import dev.postroom.office.verdict.Measurement;
import dev.postroom.office.verdict.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Plays it once: lets the cast begin, watches until the office is served and the others have had
 * time to be treated wrongly, and measures.
 */
final class Performance {

  private static final Duration LOOK = Duration.ofMillis(250);

  /** How long the busy person and the attacker go on trying after the office is served. */
  private static final Duration AFTERMATH = Duration.ofSeconds(8);

  /** When the play is over even if the office was not served. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Observer observer;
  private final Screen screen;
  private final Clock clock;

  Performance(Observer observer, Screen screen, Clock clock) {
    this.observer = observer;
    this.screen = screen;
    this.clock = clock;
  }

  /** Watches a cast that has just begun. */
  Verdict watch(Cast cast) throws InterruptedException {
    Measurement office = new Measurement(cast.office().name());
    Measurement busy = new Measurement(cast.busy().name());
    Measurement attacker = new Measurement(cast.attacker().name());
    Instant end = clock.instant().plus(PATIENCE);
    boolean served = false;
    Scene scene;
    do {
      scene = observer.look();
      screen.show(scene);
      for (Measurement measurement : List.of(office, busy, attacker)) {
        measurement.see(scene);
      }
      if (office.served() && !served) {
        served = true;
        end = scene.at().plus(AFTERMATH);
      }
      Thread.sleep(LOOK);
    } while (scene.at().isBefore(end));
    return new Verdict(office.outcome(), busy.outcome(), attacker.outcome(), scene.restarts());
  }

  /** Goes on showing until interrupted. */
  void goOn() throws InterruptedException {
    while (true) {
      screen.show(observer.look());
      Thread.sleep(LOOK);
    }
  }
}
