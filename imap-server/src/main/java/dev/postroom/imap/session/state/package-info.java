/**
 * What the commands of one session share: its state (RFC 3501 section 3), what it has counted and
 * turned on, and the forms in which a command ends.
 */
package dev.postroom.imap.session.state;
