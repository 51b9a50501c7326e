package dev.postroom.operator.limits;

import dev.postroom.operator.limits.Decision.Outcome;

/**
 * What was decided about the places of a pod.
 *
 * @param outcome in which direction
 * @param maximum what holds from now on
 * @param reason of this decision; where it is held, not the reason of the value
 * @param message the reason in words, with the numbers
 */
public record MaximumDecision(
    Outcome outcome, Maximum maximum, MaximumReason reason, String message) {}
