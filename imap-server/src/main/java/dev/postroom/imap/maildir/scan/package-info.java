/** Brings what is known of a folder up to what is on disk, and gives new messages their UIDs. */
package dev.postroom.imap.maildir.scan;
