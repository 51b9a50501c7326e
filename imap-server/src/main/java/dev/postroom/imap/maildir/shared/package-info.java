/** Who shares mail with whom: Courier's index of accounts (IMAP_SHAREDINDEXFILE). */
package dev.postroom.imap.maildir.shared;
