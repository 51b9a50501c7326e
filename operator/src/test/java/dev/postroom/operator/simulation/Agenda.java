package dev.postroom.operator.simulation;

import dev.postroom.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/** What happens when, and the clock, which moves from one appointment to the next. */
final class Agenda extends TestClock {

  private record Appointment(Instant at, long order, Runnable matter)
      implements Comparable<Appointment> {

    @Override
    public int compareTo(Appointment other) {
      int byTime = at.compareTo(other.at);
      return byTime == 0 ? Long.compare(order, other.order) : byTime;
    }
  }

  private final PriorityQueue<Appointment> appointments = new PriorityQueue<>();
  private Instant now;
  private long made;

  Agenda(Instant start) {
    now = start;
  }

  /** At that time, or now if it is past; of one time, in the order in which they were made. */
  void at(Instant time, Runnable matter) {
    appointments.add(new Appointment(time, made++, matter));
  }

  void in(Duration delay, Runnable matter) {
    at(now.plus(delay), matter);
  }

  /** Again and again, the first time after one interval. */
  void every(Duration interval, Instant until, Runnable matter) {
    var next = now.plus(interval);
    if (next.isBefore(until)) {
      at(
          next,
          () -> {
            matter.run();
            every(interval, until, matter);
          });
    }
  }

  void runUntil(Instant end) {
    while (!appointments.isEmpty() && appointments.peek().at().isBefore(end)) {
      var next = appointments.poll();
      now = next.at().isAfter(now) ? next.at() : now;
      next.matter().run();
    }
    now = end;
  }

  @Override
  public Instant instant() {
    return now;
  }
}
