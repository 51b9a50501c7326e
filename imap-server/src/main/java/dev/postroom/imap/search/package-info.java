/**
 * Finds, sorts and threads messages (RFC 3501 section 6.4.4, RFC 5256). Pure apart from what it
 * asks of a message, which comes through an interface: nothing here knows of sessions or the wire.
 */
package dev.postroom.imap.search;
