/**
 * The wire's side of the server: listeners, TLS, and the life of a connection from accept to close.
 * Asks {@code admission} who may come in and gives whoever may a session.
 *
 * <p>Built on Netty, whose pipeline makes it exact what is read in the clear and what is not: TLS
 * is a handler put before ours, so no buffer in between can keep bytes of before STARTTLS; a
 * listening socket closes without its connections; and each connection takes the certificate in
 * force when its handshake starts.
 */
package dev.postroom.imap.net;
