package dev.postroom.operator.rollout;

/** What {@link RollBudget} answers a server that wants to replace its pods. */
sealed interface Place {

  /** It may. */
  record Given() implements Place {}

  /**
   * As many servers roll already as may at once, or others asked before.
   *
   * @param number in the queue, from 1 on
   * @param taken how many roll
   * @param places how many may
   */
  record Queued(int number, int taken, int places) implements Place {}

  /**
   * The operator was started just now and does not know yet who rolls.
   *
   * @param number in the queue, from 1 on
   */
  record Opening(int number) implements Place {}
}
