/**
 * What a session may ask of mail. Mailboxes have names, UIDs and flags here; nothing in this
 * package knows of files, sequence numbers or the wire.
 */
package dev.postroom.imap.mailbox;
