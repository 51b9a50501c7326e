/**
 * Puts the parts together: one {@link dev.postroom.imap.server.ImapServer} from the options it is
 * started with, and the process around it. The only package that knows all others.
 */
package dev.postroom.imap.server;
