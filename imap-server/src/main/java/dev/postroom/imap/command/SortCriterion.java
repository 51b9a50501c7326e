package dev.postroom.imap.command;

/**
 * One of the things by which SORT orders (RFC 5256 section 3, RFC 5957).
 *
 * @param by what of a message
 * @param reverse whether the largest goes first
 */
public record SortCriterion(By by, boolean reverse) {

  /** What of a message is compared, by its name on the wire. */
  public enum By {
    ARRIVAL,
    CC,
    DATE,
    /** RFC 5957 section 4. */
    DISPLAYFROM,
    /** RFC 5957 section 4. */
    DISPLAYTO,
    FROM,
    SIZE,
    SUBJECT,
    TO
  }
}
