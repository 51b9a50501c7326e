package dev.postroom.kubernetes.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.failure.ApiFailure;
import java.time.Duration;
import java.util.function.Consumer;

/** What happens to a request instead of its answer, or before it. */
public sealed interface Fault {

  /** The connection is closed without an answer; nothing was done. */
  record Silence() implements Fault {}

  /** A refusal is answered; nothing was done. */
  record Refusal(ApiFailure failure) implements Fault {}

  /** It is done and answered, but only after a while. */
  record Delay(Duration time) implements Fault {}

  /**
   * Something else is answered with status 200, as by a proxy that is in the way; nothing was done.
   *
   * @param cutOff whether more is announced and the connection is closed
   */
  record Nonsense(String body, boolean cutOff) implements Fault {}

  /**
   * A mutating webhook changes what is written, before it is merged and stored. Unlike those of a
   * real API server it is asked before the merge, so that what it adds belongs to who writes.
   */
  record Admission(Consumer<ObjectNode> webhook) implements Fault {}

  /** A write conflicts with somebody else's. */
  static Fault conflict() {
    return new Refusal(
        ApiFailure.plain(
            ApiFailure.Reason.CONFLICT,
            "Operation cannot be fulfilled: the object has been modified; please apply your"
                + " changes to the latest version and try again"));
  }

  /** Whoever asks lacks a permission. */
  static Fault forbidden() {
    return new Refusal(
        ApiFailure.plain(
            ApiFailure.Reason.FORBIDDEN, "forbidden: no rule of any Role allows this"));
  }

  /** The server has too much to do. */
  static Fault tooManyRequests() {
    return new Refusal(
        ApiFailure.plain(
            ApiFailure.Reason.TOO_MANY_REQUESTS, "too many requests, please try again later"));
  }

  /** The server failed by itself. */
  static Fault internalError() {
    return new Refusal(
        ApiFailure.plain(ApiFailure.Reason.INTERNAL_ERROR, "etcdserver: request timed out"));
  }
}
