package dev.postroom.contract.report;

import dev.postroom.contract.ContentHash;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Stands for all that a report says but when it was made: reports with the same tag differ in
 * {@code at} only. It is a weak entity tag (RFC 9110 section 8.8.1).
 *
 * @param text as it stands in the header fields ETag and If-None-Match
 */
public record ReportTag(String text) {

  /** Of 64 hex digits; longer than what anybody else's tags are. */
  private static final int MAX_LENGTH = 128;

  private static final Pattern ENTITY_TAG = Pattern.compile("(?:W/)?\"[\\x21\\x23-\\x7e]*\"");

  /** The tag of a report. */
  public static ReportTag of(PeerReport report) {
    return new ReportTag(
        "W/\"" + ContentHash.of(PeerReportJson.write(report.asOf(Instant.EPOCH))) + "\"");
  }

  /**
   * The tag that a server gave its report.
   *
   * @return empty if it is none, or one that is not worth remembering
   */
  public static Optional<ReportTag> parse(String header) {
    return header.length() <= MAX_LENGTH && ENTITY_TAG.matcher(header).matches()
        ? Optional.of(new ReportTag(header))
        : Optional.empty();
  }
}
