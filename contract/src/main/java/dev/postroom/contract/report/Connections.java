package dev.postroom.contract.report;

/**
 * A server's connections over all its listeners.
 *
 * @param current open now, logged in or not
 * @param maximum how many may be open at once (MAXDAEMONS)
 * @param accepted let in since the start
 * @param refused turned away since the start, for whatever cause
 */
public record Connections(int current, int maximum, long accepted, long refused) {}
