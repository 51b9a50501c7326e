/**
 * TLS as the server speaks it: which certificate a client gets, which versions and suites, who must
 * show a certificate of his own, and how a session is resumed. Knows engines, not files or
 * variables, which are {@code config}'s, nor connections, which are {@code net}'s.
 */
package dev.postroom.imap.tls;
