package dev.postroom.contract.access;

import dev.postroom.contract.access.AccessAction.Allow;
import dev.postroom.contract.access.AccessAction.Deny;
import dev.postroom.contract.settings.SettingsFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The right side of a record, as couriertcpd takes it apart.
 *
 * <pre>
 * action  = "deny" *any / ["allow" [","]] [setting *("," setting)]
 * setting = NAME ["=" value]      ; ' and " keep commas together and are removed
 * </pre>
 */
final class ActionSyntax {

  private static final String DENY = "deny";
  private static final String ALLOW = "allow";

  private ActionSyntax() {}

  /**
   * Reads an action; every text is one. Settings that can have no effect go to {@code oddities}.
   */
  static AccessAction parse(String text, Consumer<String> oddities) {
    if (text.startsWith(DENY)) {
      return new Deny();
    }
    String rest = text.startsWith(ALLOW) ? text.substring(ALLOW.length()) : text;
    if (rest.startsWith(",") && rest.length() < text.length()) {
      rest = rest.substring(1);
    }
    var settings = new LinkedHashMap<String, String>();
    checkSpelling(text, rest, oddities);
    if (!rest.isBlank()) {
      for (String setting : split(rest, oddities)) {
        int equals = setting.indexOf('=');
        String name = equals < 0 ? setting : setting.substring(0, equals);
        if (SettingsFile.isName(name)) {
          settings.put(name, equals < 0 ? "" : setting.substring(equals + 1));
        } else {
          oddities.accept(
              "'%s' is not NAME=value and changes nothing; write allow,NAME=value,..."
                  .formatted(setting));
        }
      }
    }
    return checked(new Allow(settings), oddities);
  }

  /** Writes an action so that {@link #parse} and Courier read it back. */
  static String render(AccessAction action) {
    return switch (action) {
      case Deny() -> DENY;
      case Allow(Map<String, String> settings) -> {
        var text = new StringBuilder(ALLOW);
        settings.forEach(
            (name, value) -> text.append(',').append(name).append('=').append(quote(value)));
        yield text.toString();
      }
    };
  }

  /** Catches {@code Deny} and {@code allowed}, in which Courier finds the name of a variable. */
  private static void checkSpelling(String text, String rest, Consumer<String> oddities) {
    if (SettingsFile.isName(text) && !rest.isEmpty()) {
      oddities.accept(
          "'%s' sets the variable %s and lets the address in; write deny, allow or allow,NAME=value"
              .formatted(text, rest));
    }
  }

  private static Allow checked(Allow allow, Consumer<String> oddities) {
    String limit = allow.settings().get("MAXCPERIP");
    if (limit != null && allow.maxPerAddress().isEmpty()) {
      oddities.accept(
          "MAXCPERIP='%s' is not a positive number, MAXPERIP stays in force".formatted(limit));
    }
    return allow;
  }

  private static List<String> split(String text, Consumer<String> oddities) {
    var settings = new ArrayList<String>();
    var setting = new StringBuilder();
    char quote = 0;
    for (char c : text.toCharArray()) {
      if (quote != 0 && c == quote) {
        quote = 0;
      } else if (quote != 0) {
        setting.append(c);
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == ',') {
        settings.add(setting.toString().stripTrailing());
        setting.setLength(0);
      } else if (!Character.isWhitespace(c) || !setting.isEmpty()) {
        setting.append(c);
      }
    }
    if (quote != 0) {
      oddities.accept(
          "a %c is not closed; the rest of the line belongs to one value".formatted(quote));
    }
    settings.add(setting.toString().stripTrailing());
    return settings;
  }

  private static String quote(String value) {
    if (value.chars().noneMatch(c -> c == ',' || c == '\'' || c == '"')) {
      return value;
    }
    return "'" + value.replace("'", "'\"'\"'") + "'";
  }
}
