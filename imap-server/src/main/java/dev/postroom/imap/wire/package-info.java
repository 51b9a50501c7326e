/**
 * Bytes to lines and literals and back (RFC 3501 sections 4 and 9). Knows no command, no state and
 * no socket; what it cannot take it reports, and is then exactly at the next command.
 */
package dev.postroom.imap.wire;
