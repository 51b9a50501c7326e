/** What all files of one Maildir are written, locked, numbered and accounted with. */
package dev.postroom.imap.maildir.storage;
