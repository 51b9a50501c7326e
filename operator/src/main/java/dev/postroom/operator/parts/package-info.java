/**
 * The parts of a reconciliation: those that need several rooms, and what becomes of one that fails
 * while the others go on.
 */
package dev.postroom.operator.parts;
