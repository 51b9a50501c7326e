/**
 * The server's side of SASL mechanisms (RFC 4422): bytes in, steps out. Nothing here knows of IMAP,
 * of threads or of time; whoever carries the bytes decides when a proof is looked at.
 */
package dev.postroom.imap.auth.sasl;
