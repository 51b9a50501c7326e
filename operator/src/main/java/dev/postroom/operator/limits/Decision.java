package dev.postroom.operator.limits;

/**
 * What was decided about one peer this round.
 *
 * @param outcome in which direction
 * @param limit what it may hold from now on
 * @param before what it could hold until now
 * @param base the limit it starts from
 * @param wanted what its users have earned
 * @param recommended what its limit would be in mode Live; {@code limit} in mode Live
 * @param evidence by what it was judged
 * @param message the reason in words, with the numbers
 */
public record Decision(
    Outcome outcome,
    int limit,
    int before,
    int base,
    int wanted,
    int recommended,
    Evidence evidence,
    Reason reason,
    String message) {

  public String peer() {
    return evidence.peer();
  }

  /** In which direction a decision went. */
  public enum Outcome {
    RAISED,
    /** Asked for more and did not get it. */
    HELD,
    LOWERED,
    /** Raised before and left as it is. */
    KEPT
  }
}
