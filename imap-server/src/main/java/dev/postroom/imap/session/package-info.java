/**
 * A session's states and the numbering of its messages (RFC 3501 section 3). Knows commands and
 * mailboxes; how bytes travel is behind {@link dev.postroom.imap.session.Connection}.
 */
package dev.postroom.imap.session;
