package dev.postroom.contract.settings;

import dev.postroom.contract.Location;
import dev.postroom.contract.settings.CourierSetting.Effect;
import dev.postroom.contract.settings.SettingType.Flag;
import dev.postroom.contract.settings.SettingType.Number;
import dev.postroom.contract.settings.SettingType.YesNo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a listener's variables hold once the two files are sourced in Courier's order ({@code
 * imapd.rc}, {@code imapd-ssl.rc}): references are expanded where they stand, undefined ones to
 * nothing, and the last assignment wins. Catalogued variables that neither file sets hold their
 * default.
 *
 * <p>Values that do not fit their type are not an error here: they are {@link #problems()}, and
 * only asking for one as a number or flag fails.
 */
public final class EffectiveSettings {

  private final SortedMap<String, EffectiveValue> values;
  private final List<SettingProblem> problems;
  private final List<SettingProblem> warnings;

  EffectiveSettings(Map<String, EffectiveValue> values, List<SettingProblem> overlong) {
    this.values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    var problems = new ArrayList<>(overlong);
    var warnings = new ArrayList<SettingProblem>();
    this.values.forEach((name, value) -> check(name, value, problems, warnings));
    this.problems = List.copyOf(problems);
    this.warnings = List.copyOf(warnings);
  }

  /**
   * For the listeners at {@code PORT}: {@code imapd} is sourced last and wins, and {@code
   * TLS_PROTOCOL} is what {@code TLS_STARTTLS_PROTOCOL} says.
   */
  public static EffectiveSettings plain(SettingsFile imapdSsl, SettingsFile imapd) {
    return new Sourcing()
        .source(imapdSsl)
        .source(imapd)
        .setDefaults()
        .copy("TLS_STARTTLS_PROTOCOL", "TLS_PROTOCOL")
        .result();
  }

  /** For the listeners at {@code SSLPORT}: {@code imapd-ssl} is sourced last and wins. */
  public static EffectiveSettings tls(SettingsFile imapd, SettingsFile imapdSsl) {
    return new Sourcing().source(imapd).source(imapdSsl).setDefaults().result();
  }

  /**
   * These settings with some changed for one client, as a record of the access map asks for.
   *
   * @param location the record
   */
  public EffectiveSettings with(Map<String, String> changes, Location location) {
    if (changes.isEmpty()) {
      return this;
    }
    var changed = new HashMap<>(values);
    changes.forEach(
        (name, text) -> changed.put(name, new EffectiveValue(text, new Origin.Assigned(location))));
    return new EffectiveSettings(changed, List.of());
  }

  /** What the variable holds and why; empty when it is unset. */
  public Optional<EffectiveValue> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Every variable that holds a value, by name: what Courier's processes find exported. */
  public SortedMap<String, EffectiveValue> values() {
    return values;
  }

  /** The variable's text, empty when it is unset. */
  public String text(String name) {
    return value(name).map(EffectiveValue::text).orElse("");
  }

  /**
   * The variable's number, empty when it is unset.
   *
   * @throws IllegalArgumentException when the catalogue knows no number of that name
   * @throws IllegalStateException when the value is among {@link #problems()}
   */
  public OptionalInt numberIfSet(String name) {
    if (!(CourierSettings.get(name).type() instanceof Number)) {
      throw new IllegalArgumentException(name + " is not a number");
    }
    String text = fitting(name);
    return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
  }

  /**
   * The number of a variable that has a default.
   *
   * @throws IllegalArgumentException when the catalogue knows no number of that name
   * @throws IllegalStateException when the value is among {@link #problems()}, or unset
   */
  public int number(String name) {
    return numberIfSet(name)
        .orElseThrow(() -> new IllegalStateException(name + " is not set and has no default"));
  }

  /**
   * Whether the variable is switched on; unset is off.
   *
   * @throws IllegalArgumentException when the catalogue knows no flag of that name
   * @throws IllegalStateException when the value is among {@link #problems()}
   */
  public boolean flag(String name) {
    return switch (CourierSettings.get(name).type()) {
      case Flag flag -> value(name).isPresent() && flag.isOn(fitting(name));
      case YesNo yesNo -> yesNo.isOn(fitting(name));
      default -> throw new IllegalArgumentException(name + " is not a flag");
    };
  }

  /** Values that do not fit their variable, by the variable's name. */
  public List<SettingProblem> problems() {
    return problems;
  }

  /**
   * What is odd but does no harm, by the variable's name: variables that Courier does not know, and
   * those that have no effect in this version.
   */
  public List<SettingProblem> warnings() {
    return warnings;
  }

  /** The variables that a server takes when it starts and not after, with their values. */
  public SortedMap<String, String> restartSettings() {
    var found = new TreeMap<String, String>();
    values.forEach(
        (name, value) -> {
          if (effect(name) == Effect.RESTART) {
            found.put(name, value.text());
          }
        });
    return Collections.unmodifiableSortedMap(found);
  }

  /** Which variables a server that runs with these settings would have to change for others. */
  public SettingsDifference differenceTo(EffectiveSettings other) {
    var live = new TreeSet<String>();
    var restart = new TreeSet<String>();
    var names = new TreeSet<>(values.keySet());
    names.addAll(other.values.keySet());
    for (String name : names) {
      if (!text(name).equals(other.text(name))) {
        switch (effect(name)) {
          case LIVE -> live.add(name);
          case RESTART -> restart.add(name);
          case NOT_YET, UNUSED -> {}
        }
      }
    }
    return new SettingsDifference(live, restart);
  }

  /** Variables outside the catalogue mean nothing to the server. */
  private static Effect effect(String name) {
    return CourierSettings.find(name).map(CourierSetting::effect).orElse(Effect.UNUSED);
  }

  private String fitting(String name) {
    for (SettingProblem problem : problems) {
      if (problem.variable().equals(name)) {
        throw new IllegalStateException(problem.toString());
      }
    }
    return text(name);
  }

  private static void check(
      String name,
      EffectiveValue value,
      List<SettingProblem> problems,
      List<SettingProblem> warnings) {
    if (!(value.origin() instanceof Origin.Assigned(Location location))) {
      return;
    }
    var known = CourierSettings.find(name);
    if (known.isEmpty()) {
      warnings.add(
          new SettingProblem(
              location, name, "Courier has no variable named " + name + "; check the spelling"));
      return;
    }
    Optional<String> problem = known.get().problem(value.text());
    problem
        .map(wrong -> name + "=" + value.text() + " " + wrong)
        .ifPresent(message -> problems.add(new SettingProblem(location, name, message)));
    if (problem.isEmpty()) {
      known
          .get()
          .type()
          .remarks(value.text())
          .forEach(
              remark -> warnings.add(new SettingProblem(location, name, name + ": " + remark)));
    }
    if (known.get().asksForWhatIsMissing(value.text())) {
      warnings.add(
          new SettingProblem(location, name, name + " has no effect in this version of Postroom"));
    }
  }
}
