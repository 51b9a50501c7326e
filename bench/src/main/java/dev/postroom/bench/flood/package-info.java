/**
 * A flood of clients that never log in, from thousands of addresses, beside people at work: what
 * the people notice of it, and what becomes of everybody else.
 */
package dev.postroom.bench.flood;
