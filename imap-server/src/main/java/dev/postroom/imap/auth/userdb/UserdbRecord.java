package dev.postroom.imap.auth.userdb;

import dev.postroom.contract.Location;
import dev.postroom.imap.auth.Account;
import dev.postroom.imap.auth.Account.Owner;
import dev.postroom.imap.auth.AccountOptions;
import dev.postroom.imap.auth.AccountRecord;
import dev.postroom.imap.auth.Credentials;
import dev.postroom.imap.auth.password.HmacContexts;
import dev.postroom.imap.auth.password.HmacContexts.Algorithm;
import dev.postroom.imap.auth.password.PasswordHash;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One user of a userdb: {@code name TAB field=value|field=value…}. Fields that mean something here
 * are {@code home}, which is mandatory, {@code mail}, {@code uid} and {@code gid}, {@code gecos},
 * {@code quota}, {@code options}, and the passwords, whose names end in {@code pw}.
 */
final class UserdbRecord {

  private static final String FORM = "write: name TAB field=value|field=value";
  private static final String PASSWORD_SUFFIX = "pw";

  private final Location location;
  private final Account account;
  private final Map<String, String> passwords;

  private UserdbRecord(Location location, Account account, Map<String, String> passwords) {
    this.location = location;
    this.account = account;
    this.passwords = Map.copyOf(passwords);
  }

  /**
   * @throws UserdbSyntaxException when the line is no record
   */
  static UserdbRecord parse(String line, Location location) {
    int tab = line.indexOf('\t');
    if (tab < 0) {
      throw new UserdbSyntaxException(location, "there is no TAB behind the user's name; " + FORM);
    }
    String name = line.substring(0, tab).strip();
    if (name.isEmpty()) {
      throw new UserdbSyntaxException(location, "there is no name before the TAB; " + FORM);
    }
    Map<String, String> fields = fields(line.substring(tab + 1).strip(), location);
    String home = fields.getOrDefault("home", "");
    if (!home.startsWith("/")) {
      throw new UserdbSyntaxException(
          location, "user '%s' needs home=, with an absolute path".formatted(name));
    }
    Account account =
        new Account(
            name,
            text(fields, "gecos"),
            owner(fields, location),
            path(home, location),
            text(fields, "mail").map(mail -> path(mail, location)),
            text(fields, "quota"),
            AccountOptions.parse(fields.getOrDefault("options", "")));
    fields.keySet().removeIf(field -> !field.endsWith(PASSWORD_SUFFIX));
    return new UserdbRecord(location, account, fields);
  }

  private static Map<String, String> fields(String text, Location location) {
    Map<String, String> fields = new HashMap<>();
    for (String field : text.split("\\|", -1)) {
      int equals = field.indexOf('=');
      if (equals <= 0) {
        // The field is not told: it may be the half of a password.
        throw new UserdbSyntaxException(location, "a field is not field=value; " + FORM);
      }
      fields.put(field.substring(0, equals), field.substring(equals + 1));
    }
    return fields;
  }

  private static Optional<String> text(Map<String, String> fields, String name) {
    return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
  }

  private static Optional<Owner> owner(Map<String, String> fields, Location location) {
    Optional<String> uid = text(fields, "uid");
    Optional<String> gid = text(fields, "gid");
    return uid.isPresent() && gid.isPresent()
        ? Optional.of(
            new Owner(number("uid", uid.get(), location), number("gid", gid.get(), location)))
        : Optional.empty();
  }

  private static long number(String field, String text, Location location) {
    try {
      return Integer.parseUnsignedInt(text);
    } catch (NumberFormatException e) {
      throw new UserdbSyntaxException(location, field + "= is not a number");
    }
  }

  private static Path path(String text, Location location) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new UserdbSyntaxException(location, "a path is none: " + e.getReason());
    }
  }

  Location location() {
    return location;
  }

  String name() {
    return account.user();
  }

  AccountRecord forService(String service) {
    return new AccountRecord(
        account,
        new Credentials(
            hash(service).stream().toList(), Optional.empty(), hmacs(service), Optional.empty()));
  }

  private Optional<PasswordHash> hash(String service) {
    return password(service + PASSWORD_SUFFIX, "system" + PASSWORD_SUFFIX).map(PasswordHash::parse);
  }

  private List<HmacContexts> hmacs(String service) {
    List<HmacContexts> found = new ArrayList<>();
    for (Algorithm algorithm : Algorithm.values()) {
      String field = algorithm.fieldName();
      password(service + "-" + field, field)
          .flatMap(hex -> HmacContexts.parse(algorithm, hex))
          .ifPresent(found::add);
    }
    return found;
  }

  private Optional<String> password(String ofService, String ofAll) {
    return Optional.ofNullable(passwords.getOrDefault(ofService, passwords.get(ofAll)));
  }

  /** Why nobody can log in with it over IMAP, where that is so. */
  Optional<String> problem(String service) {
    List<HmacContexts> hmacs = hmacs(service);
    Optional<PasswordHash> hash = hash(service);
    if (hash.isEmpty() && hmacs.isEmpty()) {
      return Optional.of("there is neither %spw= nor systempw=".formatted(service));
    }
    return hash.flatMap(PasswordHash::problem);
  }
}
