package dev.postroom.imap.message;

import java.util.List;

/**
 * What stands between the brackets of BODY[...] (RFC 3501 section 6.4.5, {@code section-spec}).
 *
 * @param part the part numbers, from 1; empty for the message itself
 * @param text which text of it
 * @param fields field names of {@link Text#HEADER_FIELDS} and {@link Text#HEADER_FIELDS_NOT}, else
 *     empty
 */
public record BodySection(List<Integer> part, Text text, List<String> fields) {

  /** BODY[]: the whole message. */
  public static final BodySection WHOLE = new BodySection(List.of(), Text.ALL, List.of());

  /** The text of a section ({@code section-text}). */
  public enum Text {
    /** The message, or the body of the part. */
    ALL,
    HEADER,
    HEADER_FIELDS,
    HEADER_FIELDS_NOT,
    TEXT,
    /** The header of the part; only with part numbers. */
    MIME
  }

  public BodySection {
    part = List.copyOf(part);
    fields = List.copyOf(fields);
  }

  /**
   * The range of {@code BODY[...]<offset.length>}.
   *
   * @param offset first byte, from 0
   * @param length at most so many bytes; at least 1
   */
  public record Partial(long offset, long length) {}
}
