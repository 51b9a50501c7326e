package dev.postroom.operator.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A reconciliation after which there was nothing left to do. Until something differs the next ones
 * need not make all objects again only to find that they are the same: a round comes every two
 * seconds for every server.
 *
 * @param circumstances that it found
 * @param files hashes of the files that the pods should run with, by name
 * @param at when
 */
record Settled(Circumstances circumstances, SortedMap<String, String> files, Instant at) {

  /** What depends on the time alone is looked at so often: a claim of somebody else, a refusal. */
  static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  Settled {
    files = new TreeMap<>(files);
  }

  /** The files' hashes, if all is still as it was. */
  Optional<SortedMap<String, String>> files(Circumstances found, Instant now) {
    return now.isBefore(at.plus(LOOK_AGAIN)) && circumstances.equals(found)
        ? Optional.of(files)
        : Optional.empty();
  }
}
