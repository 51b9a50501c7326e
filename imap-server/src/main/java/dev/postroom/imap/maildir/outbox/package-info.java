/** Sends on what a user puts into the mailbox for it: Courier's outbox (OUTBOX, SENDMAIL). */
package dev.postroom.imap.maildir.outbox;
