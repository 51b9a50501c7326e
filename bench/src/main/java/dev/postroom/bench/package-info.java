/**
 * Measures Postroom's server beside Courier and Dovecot: one command, one table.
 *
 * <p>{@code server} starts the three, {@code mail} makes what they serve, {@code client} talks to
 * them, {@code row} says what is measured, {@code report} turns numbers into the table. This
 * package chooses what is run and in which order.
 */
package dev.postroom.bench;
