package dev.postroom.contract.settings;

import dev.postroom.contract.AddressLiteral;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a variable's value may look like. */
public sealed interface SettingType {

  /**
   * What is wrong with the value, as the end of a sentence that begins with it; empty if it fits.
   */
  Optional<String> problem(String value);

  /** What is odd about a value that fits, as sentences without their end. */
  default List<String> remarks(String value) {
    return List.of();
  }

  /** The type in a few words, for documentation and messages. */
  String description();

  /**
   * A whole number.
   *
   * @param minimum smallest value that makes sense
   * @param maximum largest
   * @param unit of what, in the plural
   */
  record Number(int minimum, int maximum, String unit) implements SettingType {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,10}");

    @Override
    public Optional<String> problem(String value) {
      boolean fits =
          DIGITS.matcher(value).matches()
              && Long.parseLong(value) >= minimum
              && Long.parseLong(value) <= maximum;
      return fits ? Optional.empty() : Optional.of("is not a " + description());
    }

    @Override
    public String description() {
      return "number of %s from %d to %d".formatted(unit, minimum, maximum);
    }
  }

  /**
   * Switched on by any number but 0; Courier reads words such as {@code yes} as 0, silently.
   *
   * @param whenEmpty what the empty value means
   */
  record Flag(boolean whenEmpty) implements SettingType {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{0,9}");

    @Override
    public Optional<String> problem(String value) {
      return NUMBER.matcher(value).matches()
          ? Optional.empty()
          : Optional.of("is neither 0 nor 1; Courier takes anything else for 0");
    }

    @Override
    public String description() {
      return "0 or 1";
    }

    boolean isOn(String value) {
      return value.isEmpty() ? whenEmpty : Integer.parseInt(value) != 0;
    }
  }

  /** Switched on by a word that begins with y or Y. */
  record YesNo() implements SettingType {
    private static final Pattern ANSWER = Pattern.compile("(?i)(y|yes|n|no)?");

    @Override
    public Optional<String> problem(String value) {
      return ANSWER.matcher(value).matches()
          ? Optional.empty()
          : Optional.of("is neither YES nor NO; Courier takes anything else for NO");
    }

    @Override
    public String description() {
      return "YES or NO";
    }

    boolean isOn(String value) {
      return !value.isEmpty() && Character.toLowerCase(value.charAt(0)) == 'y';
    }
  }

  /** Options of couriertcpd. */
  record Tcpd() implements SettingType {
    @Override
    public Optional<String> problem(String value) {
      try {
        TcpdOptions.parse(value);
        return Optional.empty();
      } catch (IllegalArgumentException e) {
        return Optional.of(e.getMessage());
      }
    }

    @Override
    public List<String> remarks(String value) {
      return TcpdOptions.parse(value).remarks();
    }

    @Override
    public String description() {
      return "options of couriertcpd";
    }
  }

  /** Any text. */
  record Text() implements SettingType {
    @Override
    public Optional<String> problem(String value) {
      return Optional.empty();
    }

    @Override
    public String description() {
      return "text";
    }
  }

  /** A file or directory; a relative one is taken from the directory of the settings files. */
  record Path() implements SettingType {
    @Override
    public Optional<String> problem(String value) {
      return value.isEmpty() ? Optional.of("is not a path") : Optional.empty();
    }

    @Override
    public String description() {
      return "path";
    }
  }

  /**
   * One of a few words.
   *
   * @param values the words, exactly as they must be written
   */
  record Choice(List<String> values) implements SettingType {
    public Choice {
      values = List.copyOf(values);
    }

    @Override
    public Optional<String> problem(String value) {
      return values.contains(value)
          ? Optional.empty()
          : Optional.of("is none of " + String.join(", ", values));
    }

    @Override
    public String description() {
      return values.stream().collect(Collectors.joining(", ", "one of ", ""));
    }
  }

  /** A file mode creation mask of up to four octal digits. */
  record Mask() implements SettingType {
    private static final Pattern OCTAL = Pattern.compile("[0-7]{1,4}");

    @Override
    public Optional<String> problem(String value) {
      return OCTAL.matcher(value).matches()
          ? Optional.empty()
          : Optional.of("is not an octal mask such as 022");
    }

    @Override
    public String description() {
      return "octal mask";
    }
  }

  /** A local address to listen at; 0 is every address. */
  record Address() implements SettingType {
    @Override
    public Optional<String> problem(String value) {
      return ListenAddresses.problem("0", value);
    }

    @Override
    public String description() {
      return "IP address, 0 for all";
    }
  }

  /** Comma-separated ports, each with an address before it where it is not the default one. */
  record Ports() implements SettingType {
    @Override
    public Optional<String> problem(String value) {
      return ListenAddresses.problem(value, "0");
    }

    @Override
    public String description() {
      return "list of port or address.port";
    }
  }

  /** Networks by blanks or commas, each an address or {@code address/bits}. */
  record Networks() implements SettingType {
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,3}");

    @Override
    public Optional<String> problem(String value) {
      return Stream.of(value.split("[\\s,]+"))
          .filter(word -> !word.isEmpty() && !fits(word))
          .findFirst()
          .map(word -> "has '" + word + "' where a network such as 10.0.0.0/28 belongs");
    }

    private static boolean fits(String network) {
      String[] parts = network.split("/", 2);
      try {
        int bits = AddressLiteral.parse(parts[0]).getAddress().length * Byte.SIZE;
        return parts.length == 1
            || LENGTH.matcher(parts[1]).matches() && Integer.parseInt(parts[1]) <= bits;
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    @Override
    public String description() {
      return "list of networks";
    }
  }

  /** Days after which mail in a folder is removed: {@code folder:days}, more of them by comma. */
  record FolderAges() implements SettingType {
    private static final Pattern DAYS = Pattern.compile("[0-9]{1,9}");
    private static final Pattern AGE = Pattern.compile("[^:]+:[0-9]{1,9}");

    @Override
    public Optional<String> problem(String value) {
      boolean fits =
          DAYS.matcher(value).matches()
              || Stream.of(value.split(",", -1)).allMatch(age -> AGE.matcher(age).matches());
      return fits
          ? Optional.empty()
          : Optional.of("is not a list of folder:days such as Trash:7,Sent:30");
    }

    @Override
    public String description() {
      return "list of folder:days";
    }
  }
}
