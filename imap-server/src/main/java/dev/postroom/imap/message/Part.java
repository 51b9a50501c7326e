package dev.postroom.imap.message;

import java.util.List;
import java.util.Optional;

/**
 * A message or a part of one, by its place in the CRLF form of the whole. Offsets are bytes from
 * the beginning of the whole message.
 *
 * @param header its fields, as far as {@link PartScanner#MAX_HEADER_BYTES} allows
 * @param headerStart where the header begins
 * @param bodyStart behind the empty line that ends the header
 * @param end behind the last byte of the body; the line end before a boundary belongs to the
 *     boundary (RFC 2046 section 5.1.1)
 * @param lines of the body; a last line without a line end counts
 * @param type its content type; never a multipart without {@code children}
 * @param children the parts of a multipart, otherwise empty
 * @param message the message in a {@code message/rfc822}
 */
record Part(
    Header header,
    long headerStart,
    long bodyStart,
    long end,
    long lines,
    MediaType type,
    List<Part> children,
    Optional<Part> message) {

  Part {
    children = List.copyOf(children);
  }

  boolean isMultipart() {
    return !children.isEmpty();
  }

  long octets() {
    return end - bodyStart;
  }
}
