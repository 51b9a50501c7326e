/**
 * What a session and the house around it ask of one another: the connection that carries it, the
 * services that it needs, the settings in force, the events that it tells and the reasons for its
 * end. The rooms below hold the session itself (RFC 3501, RFC 9051); how bytes travel is behind
 * {@link dev.postroom.imap.session.Connection}.
 */
package dev.postroom.imap.session;
