package dev.postroom.imap.admission;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How far back evidence reaches.
 *
 * @param recent what "lately" means where one answer is wanted
 * @param all for each of these the users are counted, the shortest first; the first is {@code
 *     recent}
 */
record EvidenceWindows(Duration recent, List<Duration> all) {

  /** The recent one, and where that is shorter an hour and a day. */
  static EvidenceWindows of(Duration recent) {
    List<Duration> longer =
        Stream.of(Duration.ofHours(1), Duration.ofDays(1))
            .filter(window -> window.compareTo(recent) > 0)
            .toList();
    return new EvidenceWindows(recent, Stream.concat(Stream.of(recent), longer.stream()).toList());
  }

  Duration longest() {
    return all.getLast();
  }
}
