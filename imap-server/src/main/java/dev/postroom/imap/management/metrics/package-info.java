/**
 * What Prometheus gets to know of the server. {@code docs/metrics.md} lists all of it. Every series
 * is registered at the start, so that a rate has a zero to begin at and nothing is looked up while
 * clients wait; no label holds what a client may choose, nor an address, a user or a mailbox.
 */
package dev.postroom.imap.management.metrics;
