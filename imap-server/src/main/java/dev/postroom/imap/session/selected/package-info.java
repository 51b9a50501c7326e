/**
 * The commands that are about the messages of the selected mailbox: FETCH, STORE, SEARCH, COPY and
 * their kin. {@link dev.postroom.imap.session.selected.SelectedCommands} is the way in.
 */
package dev.postroom.imap.session.selected;
