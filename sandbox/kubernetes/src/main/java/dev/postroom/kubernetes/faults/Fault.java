package dev.postroom.kubernetes.faults;

import dev.postroom.kubernetes.failure.ApiFailure;
import java.time.Duration;

/** What happens to a request instead of its answer, or before it. */
public sealed interface Fault {

  /** The connection is closed without an answer; nothing was done. */
  record Silence() implements Fault {}

  /** A refusal is answered; nothing was done. */
  record Refusal(ApiFailure failure) implements Fault {}

  /** It is done and answered, but only after a while. */
  record Delay(Duration time) implements Fault {}

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
