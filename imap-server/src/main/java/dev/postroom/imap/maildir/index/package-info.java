/**
 * What is kept of a folder beside it, in {@code postroomindex}, so that one that has not changed
 * need not be listed. Never believed over the disk; deleting it costs nothing but time.
 */
package dev.postroom.imap.maildir.index;
