/**
 * The mail of one account as a session uses it, without a question of rights: mailboxes, the
 * content of messages, and how messages come in, are copied and are moved. {@link
 * dev.postroom.imap.maildir.account.MaildirStore} is the way in.
 */
package dev.postroom.imap.maildir.account;
