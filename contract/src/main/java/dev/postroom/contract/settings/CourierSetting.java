package dev.postroom.contract.settings;

import java.util.Optional;

/**
 * What is known of one variable.
 *
 * @param name the variable's name; a trailing {@code nnn} stands for a port
 * @param file the file that it belongs to; either file may set it
 * @param type what its value may look like
 * @param defaultValue what holds when neither file sets it, in the files' own syntax so that it may
 *     refer to other variables; empty where unset means something of its own
 * @param meaning one sentence
 * @param effect when a running server honours a change
 */
public record CourierSetting(
    String name,
    SettingsFileName file,
    SettingType type,
    Optional<String> defaultValue,
    String meaning,
    Effect effect) {

  /** When a running Postroom server honours a change of a variable. */
  public enum Effect {
    /** At once, for new connections at the latest. */
    LIVE,
    /** When it is started again. */
    RESTART,
    /** Known and checked, but without effect in this version. */
    NOT_YET,
    /** Never: it speaks to Courier's scripts and helper programs, which do not exist here. */
    UNUSED
  }

  /** What is wrong with the value as the end of a sentence, or empty if it fits. */
  public Optional<String> problem(String value) {
    return mayBeEmpty() && value.isEmpty() ? Optional.empty() : type.problem(value);
  }

  /** Whether giving it this value asks for something that this version does not do. */
  boolean asksForWhatIsMissing(String value) {
    return effect == Effect.NOT_YET && !value.equals(defaultValue.orElse(""));
  }

  /** The default as the shell reads it. */
  Optional<Word> defaultWord() {
    return defaultValue.map(
        text ->
            SettingsFile.parse("default of " + name, name + "=\"" + text + "\"")
                .assignments()
                .getFirst()
                .word());
  }

  /**
   * Whether Courier takes the empty value for unset: where unset is an answer, or where the default
   * is another variable, which may itself be empty.
   */
  private boolean mayBeEmpty() {
    return effect == Effect.UNUSED || defaultValue.filter(text -> !text.startsWith("$")).isEmpty();
  }
}
