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

  /** {@code options}: {@code name=value} and bare {@code name}, which means 1, between commas. */
  static Map<String, String> options(String field) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String option : field.split(",")) {
      int equals = option.indexOf('=');
      String name = (equals < 0 ? option : option.substring(0, equals)).strip();
      if (!name.isEmpty()) {
        options.put(name, equals < 0 ? "1" : option.substring(equals + 1).strip());
      }
    }
    return options;
  }

  Account account(Path defaultMaildir) {
    return new Account(name, home, home.resolve(mail.orElse(defaultMaildir)), quota, options);
  }
}
