/**
 * The folders of a Maildir by the names of their mailboxes, and what is kept of mailboxes beside
 * their mail: subscriptions, uses, access control lists.
 */
package dev.postroom.imap.maildir.tree;
