/**
 * The IMAP server, in layers from the wire inwards, each knowing only those below it: {@code net},
 * {@code admission}, {@code wire}, {@code command}, {@code session}, {@code mailbox}, {@code
 * maildir} and {@code message}; beside them {@code auth}, {@code config} and {@code management}.
 */
package dev.postroom.imap;
