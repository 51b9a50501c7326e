/**
 * The selected mailbox as the client sees it: the numbering of its messages, what the client was
 * told of them, and what it is told after an absence.
 */
package dev.postroom.imap.session.view;
