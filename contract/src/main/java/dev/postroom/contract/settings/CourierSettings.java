package dev.postroom.contract.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The catalogue of every variable that Courier's {@code imapd} and {@code imapd-ssl} know, with
 * upstream's defaults (6.0), and of the few that Postroom adds.
 */
public final class CourierSettings {

  private static final List<CourierSetting> ALL =
      Stream.of(ImapdSettings.ALL, ImapdSslSettings.ALL, PostroomSettings.ALL)
          .flatMap(List::stream)
          .toList();

  private static final Map<String, CourierSetting> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(CourierSetting::name, Function.identity()));

  /** The one variable whose name contains a number: the port of a listener. */
  private static final String NUMBERED_NAME = "AUTHSERVICEnnn";

  private static final Pattern NUMBERED = Pattern.compile("AUTHSERVICE[0-9]{1,5}");

  private CourierSettings() {}

  /**
   * Every variable: those of {@code imapd} first, each file's in the order of Courier's file, then
   * Postroom's own.
   */
  public static List<CourierSetting> all() {
    return ALL;
  }

  /** What is known of the variable; empty when Courier has none of that name. */
  public static Optional<CourierSetting> find(String name) {
    if (name.equals(NUMBERED_NAME)) {
      return Optional.empty();
    }
    return Optional.ofNullable(
        BY_NAME.get(NUMBERED.matcher(name).matches() ? NUMBERED_NAME : name));
  }

  /**
   * What is known of a variable that the caller knows to exist.
   *
   * @throws IllegalArgumentException when Courier has none of that name
   */
  static CourierSetting get(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalArgumentException("Courier has no variable named " + name));
  }
}
