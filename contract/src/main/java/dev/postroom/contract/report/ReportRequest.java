package dev.postroom.contract.report;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a reader of the report says beside its token: which report it has already, by If-None-Match
 * (RFC 9110 section 13.1.2), and how long it would wait for another one, by {@code Prefer: wait}
 * (RFC 7240 section 4.3).
 *
 * @param known entity tags without the mark of weak ones
 * @param patience how long the answer may take; zero if it is wanted at once
 */
public record ReportRequest(Set<String> known, Duration patience) {

  /**
   * Header field of an answer that the reader has the report already (304): when it would have been
   * made, as {@code at} of the report itself. The field Date has no fractions of seconds.
   */
  public static final String AT = "Postroom-Report-At";

  /** No answer takes longer, whatever a reader would wait. */
  public static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[^\"]*\")");
  private static final Pattern WAIT =
      Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,5})", Pattern.CASE_INSENSITIVE);

  public ReportRequest {
    known = Set.copyOf(known);
  }

  /**
   * Reads two header fields; what cannot be understood is as if it were not there.
   *
   * @param ifNoneMatch of If-None-Match
   * @param prefer of Prefer
   */
  public static ReportRequest of(Optional<String> ifNoneMatch, Optional<String> prefer) {
    return new ReportRequest(
        ifNoneMatch.stream()
            .flatMap(tags -> TAG.matcher(tags).results())
            .map(tag -> tag.group(1))
            .collect(Collectors.toUnmodifiableSet()),
        prefer.flatMap(ReportRequest::patience).orElse(Duration.ZERO));
  }

  private static Optional<Duration> patience(String prefer) {
    return WAIT.matcher(prefer)
        .results()
        .findFirst()
        .map((MatchResult wait) -> Duration.ofSeconds(Long.parseLong(wait.group(1))))
        .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
  }

  /** Whether the reader has this report already. */
  public boolean has(ReportTag tag) {
    return known.contains(tag.text().substring(tag.text().indexOf('"')));
  }

  /** The same of a reader who does not wait any longer. */
  public ReportRequest atOnce() {
    return new ReportRequest(known, Duration.ZERO);
  }
}
