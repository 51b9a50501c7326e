/**
 * The IMAP server, in layers from the wire inwards: {@code net}, which knows {@code tls} and {@code
 * admission}; {@code session}, which knows {@code wire}, {@code command}, {@code search} and {@code
 * auth}; {@code mailbox}, what a session may ask of mail, and {@code maildir}, which has it, with
 * {@code message} inside of that. {@code config} reads the files, {@code management} shows what
 * goes on, {@code server} puts all of it together.
 */
package dev.postroom.imap;
