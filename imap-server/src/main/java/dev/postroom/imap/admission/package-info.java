/**
 * May this address have one more connection? Pure decisions over counters: no sockets, no files, an
 * injected clock. The same table remembers what is known of each address, which is the operator's
 * evidence for raising a limit.
 */
package dev.postroom.imap.admission;
