/**
 * Mail of others: who shares it with whom, by Courier's index of accounts (IMAP_SHAREDINDEXFILE),
 * and the name space below {@code #shared} in which a user finds it.
 */
package dev.postroom.imap.maildir.shared;
