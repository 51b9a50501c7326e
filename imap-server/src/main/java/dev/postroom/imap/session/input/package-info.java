/**
 * What the client sends: buffered until somebody reads it, and read command by command, with a
 * bound on size and on time.
 */
package dev.postroom.imap.session.input;
