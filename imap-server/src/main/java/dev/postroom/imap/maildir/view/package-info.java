/**
 * What is known in memory of a folder: its messages, as light as they can be, the mod-sequences of
 * their changes, and the stamps of the directories for which that was true.
 */
package dev.postroom.imap.maildir.view;
