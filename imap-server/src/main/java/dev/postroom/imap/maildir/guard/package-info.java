/**
 * Rights, asked around a store that knows nothing of them, and where a user finds the mailboxes of
 * an account. What users delete goes to their Trash here too, since that is an own mailbox.
 */
package dev.postroom.imap.maildir.guard;
