package dev.postroom.contract.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the shell does with settings files: carries out one assignment after the other. */
final class Sourcing {

  /** Longest value, in characters, that references may build up. */
  static final int MAX_VALUE_CHARACTERS = 1 << 16;

  /** Most characters that all assignments together may make of their values. */
  static final int MAX_TOTAL_CHARACTERS = 1 << 22;

  private final Map<String, EffectiveValue> values = new HashMap<>();
  private final List<SettingProblem> overlong = new ArrayList<>();
  private int total;

  Sourcing source(SettingsFile file) {
    file.assignments().forEach(this::assign);
    return this;
  }

  /** After all files, so that a file's reference to an unset variable is empty as in the shell. */
  Sourcing setDefaults() {
    for (CourierSetting setting : CourierSettings.all()) {
      if (!values.containsKey(setting.name())) {
        setting
            .defaultWord()
            .flatMap(this::expand)
            .filter(text -> !text.isEmpty())
            .ifPresent(
                text -> values.put(setting.name(), new EffectiveValue(text, new Origin.Default())));
      }
    }
    return this;
  }

  /** What an rc script does before it starts a listener. */
  Sourcing copy(String from, String to) {
    EffectiveValue value = values.get(from);
    if (value == null) {
      values.remove(to);
    } else {
      values.put(to, new EffectiveValue(value.text(), new Origin.Copied(from)));
    }
    return this;
  }

  EffectiveSettings result() {
    return new EffectiveSettings(values, overlong);
  }

  private void assign(Assignment assignment) {
    String name = assignment.name();
    expand(assignment.word())
        .ifPresentOrElse(
            text ->
                values.put(
                    name, new EffectiveValue(text, new Origin.Assigned(assignment.location()))),
            () ->
                overlong.add(
                    new SettingProblem(
                        assignment.location(),
                        name,
                        "%s grows too long by the variables in it; one value may have %d characters, all together %d"
                            .formatted(name, MAX_VALUE_CHARACTERS, MAX_TOTAL_CHARACTERS))));
  }

  private Optional<String> expand(Word word) {
    int limit = Math.min(MAX_VALUE_CHARACTERS, MAX_TOTAL_CHARACTERS - total);
    Optional<String> text =
        word.expand(name -> values.containsKey(name) ? values.get(name).text() : "", limit);
    total += text.map(String::length).orElse(0);
    return text;
  }
}
