package dev.postroom.contract.access;

import dev.postroom.contract.settings.SettingsFile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a record of the access map does to a connection. */
public sealed interface AccessAction {

  /** Turns it away. */
  record Deny() implements AccessAction {}

  /**
   * Lets it in, with some variables changed for it.
   *
   * @param settings variables of {@code imapd} and {@code imapd-ssl} and the values that they have
   *     for this connection, in the order of the record
   */
  record Allow(Map<String, String> settings) implements AccessAction {

    private static final String LIMIT = "MAXCPERIP";

    /** What atoi(3) takes for a positive number. */
    private static final Pattern LEADING_NUMBER = Pattern.compile("\\s*\\+?([0-9]+).*");

    /**
     * @throws IllegalArgumentException when a name is not a variable's, or a value cannot be
     *     written in an access map: line ends, NUL, blanks at its end
     */
    public Allow {
      settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
      settings.forEach(Allow::check);
    }

    /** Lets in without changing anything. */
    public static Allow unchanged() {
      return new Allow(Map.of());
    }

    /**
     * Lets in as long as the address has fewer than this many connections.
     *
     * @throws IllegalArgumentException when the limit is below 1, which Courier takes for none
     */
    public static Allow atMost(int connectionsPerAddress) {
      if (connectionsPerAddress < 1) {
        throw new IllegalArgumentException(
            "a limit of %d connections; the least is 1, to turn an address away deny it"
                .formatted(connectionsPerAddress));
      }
      return new Allow(Map.of(LIMIT, Integer.toString(connectionsPerAddress)));
    }

    /**
     * How many connections each address of the record may hold, in place of MAXPERIP; empty where
     * the record leaves MAXPERIP in force, as it does with a MAXCPERIP that is no positive number.
     */
    public OptionalInt maxPerAddress() {
      Matcher number = LEADING_NUMBER.matcher(settings.getOrDefault(LIMIT, ""));
      if (!number.matches()) {
        return OptionalInt.empty();
      }
      String digits = number.group(1).replaceFirst("^0+", "");
      if (digits.isEmpty()) {
        return OptionalInt.empty();
      }
      boolean fits =
          digits.length() < 10
              || digits.length() == 10 && Long.parseLong(digits) <= Integer.MAX_VALUE;
      return OptionalInt.of(fits ? Integer.parseInt(digits) : Integer.MAX_VALUE);
    }

    private static void check(String name, String value) {
      if (!SettingsFile.isName(name)) {
        throw new IllegalArgumentException("'" + name + "' is not the name of a variable");
      }
      if (value.chars().anyMatch(c -> c == '\n' || c == '\r' || c == '\0')) {
        throw new IllegalArgumentException(
            "the value of " + name + " holds a line end or NUL; a value is one line of text");
      }
      if (!value.equals(value.stripTrailing())) {
        throw new IllegalArgumentException(
            "the value of " + name + " ends in a blank, which Courier would cut off");
      }
    }
  }
}
