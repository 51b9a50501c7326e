package dev.postroom.operator.references;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What an object holds that a server refers to, as far as it does not depend on the time. */
sealed interface Content {

  /** There is no such object. */
  record Absent() implements Content {}

  /** Keys are missing. */
  record Lacking(List<String> keys) implements Content {

    public Lacking {
      keys = List.copyOf(keys);
    }
  }

  /**
   * A server could not start with it, and a running one keeps what it has.
   *
   * @param key of the object
   * @param words what is wrong with it and what to do, for a sentence that begins with the key
   */
  record Unusable(String key, String words) implements Content {}

  /**
   * A certificate with its key.
   *
   * @param from when it begins
   * @param until when it ends, or else one of those that vouch for it
   * @param misnamed why it is not for the name that clients ask for, in words like those of {@link
   *     Unusable}
   */
  record Certificate(Instant from, Instant until, Optional<String> misnamed) implements Content {}

  /** Nothing can be said against it. */
  record Plain() implements Content {}
}
