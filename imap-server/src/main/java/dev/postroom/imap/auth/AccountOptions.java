package dev.postroom.imap.auth;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Courier's account options, such as {@code disableimap} and {@code sharedgroup}.
 *
 * @param values the text of each option by its name; several groups stand between commas
 */
public record AccountOptions(Map<String, String> values) {

  /** No option is set. */
  public static final AccountOptions NONE = new AccountOptions(Map.of());

  private static final Pattern LEADING_NUMBER = Pattern.compile("\\s*[+-]?0*([0-9]*).*");

  public AccountOptions {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Reads {@code name=value} and bare {@code name}, which means 1, between commas. A later one
   * takes the place of an earlier one, but for {@code group}, of which an account may have several.
   */
  public static AccountOptions parse(String text) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String option : text.split(",")) {
      int equals = option.indexOf('=');
      String name = (equals < 0 ? option : option.substring(0, equals)).strip();
      if (!name.isEmpty()) {
        String value = equals < 0 ? "1" : option.substring(equals + 1).strip();
        options.merge(
            name, value, (before, last) -> name.equals("group") ? before + "," + last : last);
      }
    }
    return new AccountOptions(options);
  }

  /** These, and of {@code defaults} those that are not set here: Courier's DEFAULTOPTIONS. */
  public AccountOptions or(AccountOptions defaults) {
    Map<String, String> merged = new LinkedHashMap<>(defaults.values);
    merged.putAll(values);
    return new AccountOptions(merged);
  }

  /** The option's text, empty where it is not set. */
  public String text(String option) {
    return values.getOrDefault(option, "");
  }

  /**
   * Whether the option is on, by the rule of Courier's authoptions: a number other than 0, or a
   * word that begins with t or y.
   */
  public boolean isOn(String option) {
    String value = text(option);
    if (value.isEmpty()) {
      return false;
    }
    if ("tTyY".indexOf(value.charAt(0)) >= 0) {
      return true;
    }
    Matcher number = LEADING_NUMBER.matcher(value);
    return number.matches() && !number.group(1).isEmpty();
  }

  /** The groups that the account belongs to, for access control lists. */
  public Set<String> groups() {
    return Arrays.stream(text("group").split(","))
        .filter(group -> !group.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
