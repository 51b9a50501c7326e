/**
 * A folder that sessions have open: one view for all, changed by one at a time. {@link
 * dev.postroom.imap.maildir.folder.Folder} is the way in; {@link
 * dev.postroom.imap.maildir.folder.OpenFolders} has those of a Maildir.
 */
package dev.postroom.imap.maildir.folder;
