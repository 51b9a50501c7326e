/**
 * The commands that are about mailboxes, possible once somebody has logged in: SELECT, CREATE,
 * LIST, STATUS, APPEND, access rights and quotas. {@link
 * dev.postroom.imap.session.mailboxes.MailStoreCommands} is the way in.
 */
package dev.postroom.imap.session.mailboxes;
