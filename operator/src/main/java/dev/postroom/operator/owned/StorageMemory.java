package dev.postroom.operator.owned;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Instant;
import java.util.Optional;

/** What is remembered of one server's storage. All of it can be lost. */
final class StorageMemory {

  /**
   * A claim that somebody else made, looked at now and then: nothing says that it is watched.
   *
   * @param at when
   */
  record Looked(String name, Optional<PersistentVolumeClaim> claim, Instant at) {}

  /**
   * A size that the API server refused.
   *
   * @param at when
   * @param message in its words
   */
  record Refused(Quantity size, Instant at, String message) {}

  Optional<Looked> existing = Optional.empty();
  Optional<Refused> refused = Optional.empty();
}
