package dev.postroom.office.verdict;

import java.time.Duration;
import java.util.Optional;

/**
 * How the play ended for one address.
 *
 * @param limitBefore the limit the server first reported; 0 if it never saw the address
 * @param limitAfter the limit the server reported last
 * @param limitMoved whether it ever reported another than the first
 * @param refused attempts to connect that were turned away
 * @param connected connections logged in at the end
 * @param mostConnected the most that were at once
 * @param lost accepted connections of people with a mailbox that ended without their doing
 * @param untilServed from the first refusal until every wanted connection was up
 * @param reason the operator's words for its last decision; empty if it had nothing to decide
 */
public record Outcome(
    int limitBefore,
    int limitAfter,
    boolean limitMoved,
    int refused,
    int connected,
    int mostConnected,
    int lost,
    Optional<Duration> untilServed,
    String reason) {}
