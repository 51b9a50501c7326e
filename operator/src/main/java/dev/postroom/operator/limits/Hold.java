package dev.postroom.operator.limits;

/**
 * Why nobody is raised this round.
 *
 * @param reason one of the reasons that concern the whole server
 * @param message in words, with what to do
 */
public record Hold(Reason reason, String message) {}
