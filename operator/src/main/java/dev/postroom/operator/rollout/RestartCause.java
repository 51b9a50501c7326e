package dev.postroom.operator.rollout;

/**
 * One thing for which pods have to be replaced.
 *
 * @param reason in one word for programs
 * @param words for people, such as {@code PORT changes from 143 to 1143}
 */
public record RestartCause(RestartReason reason, String words) {}
