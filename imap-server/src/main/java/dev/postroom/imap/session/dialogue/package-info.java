/**
 * The life of one session, from the greeting to the BYE: reads command after command, gives each to
 * the room of its family and sends what comes of it. {@link
 * dev.postroom.imap.session.dialogue.ImapSession} is what a connection talks to.
 */
package dev.postroom.imap.session.dialogue;
