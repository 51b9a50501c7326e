package dev.postroom.imap.auth;

import dev.postroom.contract.Location;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Courier's userdb, read from its text: a line {@code name TAB field=value|field=value…} for each
 * user. The compiled {@code userdb.dat} is not needed. Fields read are {@code home}, which is
 * mandatory, {@code mail}, {@code quota}, {@code options}, {@code imappw} and {@code systempw};
 * others, uid and gid among them, are allowed and mean nothing here.
 *
 * <p>Unlike makeuserdb this does not insist on a file that only its owner can read: a mounted
 * Secret's mode is the pod's affair.
 */
public final class Userdb {

  /** How many users are accepted, at roughly 1 KiB each. */
  public static final int MAX_USERS = 100_000;

  private static final String FORM = "write: name TAB field=value|field=value";

  private final Map<String, UserdbRecord> records;

  private Userdb(Map<String, UserdbRecord> records) {
    this.records = records;
  }

  /** Nobody can log in. */
  public static Userdb empty() {
    return new Userdb(Map.of());
  }

  /**
   * @param texts the file, or the files of a directory, by name
   * @param belowRoot where an absolute path that a record names is to be looked up
   * @throws UserdbSyntaxException naming the line that is no record
   */
  public static Userdb parse(Map<String, String> texts, UnaryOperator<Path> belowRoot) {
    Map<String, UserdbRecord> records = new HashMap<>();
    texts.forEach(
        (file, text) -> {
          int number = 0;
          for (String line : text.lines().toList()) {
            Location location = new Location(file, ++number);
            if (line.isBlank() || line.startsWith("#")) {
              continue;
            }
            UserdbRecord read = record(line, location, belowRoot);
            UserdbRecord earlier = records.putIfAbsent(read.name(), read);
            if (earlier != null) {
              throw new UserdbSyntaxException(
                  location,
                  "user '%s' is already at %s; remove one of the two"
                      .formatted(read.name(), earlier.location()));
            }
            if (records.size() > MAX_USERS) {
              throw new UserdbSyntaxException(
                  location, "has more users than the " + MAX_USERS + " that are read");
            }
          }
        });
    return new Userdb(records);
  }

  private static UserdbRecord record(
      String line, Location location, UnaryOperator<Path> belowRoot) {
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
    String password = fields.getOrDefault("imappw", fields.get("systempw"));
    return new UserdbRecord(
        name,
        belowRoot.apply(path(home, location)),
        Optional.ofNullable(fields.get("mail"))
            .filter(mail -> !mail.isEmpty())
            .map(mail -> path(mail, location))
            .map(mail -> mail.isAbsolute() ? belowRoot.apply(mail) : mail),
        Optional.ofNullable(fields.get("quota")),
        UserdbRecord.options(fields.getOrDefault("options", "")),
        password == null
            ? new PasswordHash.Unusable("there is neither imappw= nor systempw=")
            : PasswordHash.parse(password),
        location);
  }

  private static Map<String, String> fields(String text, Location location) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : text.split("\\|", -1)) {
      int equals = field.indexOf('=');
      if (equals <= 0) {
        throw new UserdbSyntaxException(
            location, "'%s' is not field=value; %s".formatted(field, FORM));
      }
      fields.put(field.substring(0, equals), field.substring(equals + 1));
    }
    return fields;
  }

  private static Path path(String text, Location location) {
    if (text.indexOf('\0') >= 0) {
      throw new UserdbSyntaxException(location, "a path holds a NUL; remove it");
    }
    return Path.of(text);
  }

  public int size() {
    return records.size();
  }

  /** Records that nobody can log in with, for the log: the place, the user and why. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (UserdbRecord each : records.values()) {
      each.password()
          .problem()
          .ifPresent(
              why ->
                  warnings.add(
                      "%s: user '%s' cannot log in: %s"
                          .formatted(each.location(), each.name(), why)));
    }
    warnings.sort(null);
    return warnings;
  }

  Optional<UserdbRecord> find(String name) {
    return Optional.ofNullable(records.get(name));
  }

  /** Some user's hash, to spend on a user who does not exist the time that one who does costs. */
  Optional<PasswordHash> anyHash() {
    return records.values().stream().map(UserdbRecord::password).findFirst();
  }
}
