package dev.postroom.operator.limits;

/**
 * What one pod says of all its places.
 *
 * @param pod its name
 * @param current connections open now
 * @param loggedIn those of them that logged in
 * @param earned those of them that remain when no user counts with more than connectionsPerUser,
 *     from however many addresses he comes
 * @param maximum how many it may hold by the files it runs with
 * @param turnedAway clients turned away since the last look because all places were taken
 */
public record PodPlaces(
    String pod, int current, int loggedIn, int earned, int maximum, long turnedAway) {}
