/**
 * What the system tells of the names in a directory, so that a change of one's own is told from
 * another's without listing it.
 */
package dev.postroom.imap.maildir.witness;
