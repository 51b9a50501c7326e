/**
 * The raiser: what limit each address deserves, and why. Pure decisions over evidence, rules,
 * ledger and the time; nothing here knows Kubernetes or a network.
 *
 * <p>The signal for <em>more</em> is refusals and use near the limit; the bound on <em>how
 * much</em> is identity: distinct users who logged in, times connections per user. Raising is
 * quick, at most doubling a round; lowering is slow and never goes below the base.
 */
package dev.postroom.operator.limits;
