/**
 * What is inside a message (RFC 5322, RFC 2045 to 2047), read from its CRLF form as a stream:
 * ENVELOPE, BODYSTRUCTURE, the sections of BODY[...] and the text that SEARCH looks at. {@link
 * dev.postroom.imap.message.MimeMessage} is the way in. Nothing here knows of files or of IMAP's
 * syntax, no message is ever held in memory as a whole, and no sequence of bytes makes it fail.
 *
 * <p>Fields, encoded words and transfer encodings are read by Apache James Mime4j. Where parts
 * begin and end is found by {@code PartScanner}, because IMAP addresses parts by their bytes, and
 * Mime4j's token stream does not tell positions.
 */
package dev.postroom.imap.message;
