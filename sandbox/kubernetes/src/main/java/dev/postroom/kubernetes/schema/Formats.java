package dev.postroom.kubernetes.schema;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The string formats that kube-apiserver checks (kube-openapi {@code strfmt}). It ignores a format
 * it does not know, and so does this.
 */
final class Formats {

  private static final Pattern DATE_TIME =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}.*");

  private static final Map<String, Predicate<String>> CHECKS =
      Map.ofEntries(
          Map.entry("ipv4", IpAddresses::isIpv4),
          Map.entry("ipv6", IpAddresses::isIpv6),
          Map.entry("cidr", IpAddresses::isCidr),
          Map.entry("date-time", Formats::isDateTime),
          Map.entry("datetime", Formats::isDateTime),
          Map.entry("date", Formats::isDate),
          Map.entry("duration", Durations::isDuration),
          Map.entry("uri", Formats::isUri),
          Map.entry("byte", matches("([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")),
          Map.entry("mac", matches("([0-9A-Fa-f]{2}([:-]))([0-9A-Fa-f]{2}\\2){4}[0-9A-Fa-f]{2}")),
          Map.entry("email", matches("[^@\\s<>]+@[^@\\s<>]+")),
          Map.entry(
              "hostname",
              matches(
                  "(?=.{1,255}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
                      + "(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*\\.?")),
          Map.entry(
              "uuid",
              matches("(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")),
          Map.entry("hexcolor", matches("#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")),
          Map.entry("k8s-short-name", Names::isLabel),
          Map.entry("k8s-long-name", Names::isSubdomain));

  private Formats() {}

  /** True if {@code text} is of the format, or the format is not one that is checked. */
  static boolean accepts(String format, String text) {
    return CHECKS.getOrDefault(format, any -> true).test(text);
  }

  private static boolean isDateTime(String text) {
    if (!DATE_TIME.matcher(text).matches()) {
      return false;
    }
    try {
      OffsetDateTime.parse(text.toUpperCase(Locale.ROOT));
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isDate(String text) {
    try {
      LocalDate.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isUri(String text) {
    try {
      var uri = new URI(text);
      return uri.isAbsolute() || text.startsWith("/");
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static Predicate<String> matches(String pattern) {
    return matches(Pattern.compile(pattern));
  }

  private static Predicate<String> matches(Pattern pattern) {
    return pattern.asMatchPredicate();
  }
}
