package dev.postroom.imap.auth;

import dev.postroom.contract.Location;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One user of a userdb.
 *
 * @param name the name logged in with
 * @param home the home directory
 * @param mail the {@code mail} field, relative to the home unless absolute; empty for the site's
 *     MAILDIRPATH
 * @param quota the {@code quota} field
 * @param options the {@code options} field by name
 * @param password {@code imappw}, or else {@code systempw}
 * @param location where the record stands
 */
record UserdbRecord(
    String name,
    Path home,
    Optional<Path> mail,
    Optional<String> quota,
    Map<String, String> options,
    PasswordHash password,
    Location location) {

  /**
   * {@code options}: {@code name=value} and bare {@code name}, which means 1, between commas. A
   * later one takes the place of an earlier one, but for {@code group}, which adds up: its values
   * stand between commas here too.
   */
  static Map<String, String> options(String field) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String option : field.split(",")) {
      int equals = option.indexOf('=');
      String name = (equals < 0 ? option : option.substring(0, equals)).strip();
      if (!name.isEmpty()) {
        String value = equals < 0 ? "1" : option.substring(equals + 1).strip();
        options.merge(
            name, value, (before, last) -> name.equals("group") ? before + "," + last : last);
      }
    }
    return options;
  }

  Account account(Path defaultMaildir) {
    return new Account(name, home, home.resolve(mail.orElse(defaultMaildir)), quota, options);
  }
}
