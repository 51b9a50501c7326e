/**
 * The operator: what an ImapServer asks for, made true and kept true. Each of the rooms below knows
 * a part of that; here stands what puts the operator together, and the reconciler, which only
 * connects them.
 */
package dev.postroom.operator;
