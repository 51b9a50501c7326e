/**
 * An IMAP client that costs little beside the servers it measures: it counts what it is sent and
 * keeps next to nothing of it.
 */
package dev.postroom.bench.client;
