package dev.postroom.imap.auth.userdb;

import dev.postroom.contract.Location;
import dev.postroom.imap.auth.AccountModule;
import dev.postroom.imap.auth.AccountModule.OpenSource;
import dev.postroom.imap.auth.AccountRecord;
import dev.postroom.imap.auth.Accounts;
import dev.postroom.imap.auth.StoredSecrets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Courier's userdb, read from its text: a line {@code name TAB field=value|field=value…} for each
 * user, in one file or in those of a directory. The compiled {@code userdb.dat} is not read, so
 * {@code makeuserdb} is not needed.
 */
public final class Userdb implements AccountModule, OpenSource {

  /** How many users are accepted, at roughly 1 KiB each. */
  public static final int MAX_USERS = 100_000;

  private final Map<String, UserdbRecord> records;
  private final StoredSecrets secrets;

  private Userdb(Map<String, UserdbRecord> records) {
    this.records = records;
    this.secrets =
        records.values().stream()
            .map(record -> StoredSecrets.of(record.forService(Accounts.IMAP).credentials()))
            .distinct()
            .reduce(StoredSecrets.NONE, StoredSecrets::and);
  }

  /** Nobody can log in. */
  public static Userdb empty() {
    return new Userdb(Map.of());
  }

  /**
   * @param texts the file, or the files of a directory, by name
   * @throws UserdbSyntaxException naming the line that is no record
   */
  public static Userdb parse(Map<String, String> texts) {
    Map<String, UserdbRecord> records = new HashMap<>();
    texts.forEach(
        (file, text) -> {
          int number = 0;
          for (String line : text.lines().toList()) {
            Location location = new Location(file, ++number);
            if (line.isBlank() || line.startsWith("#")) {
              continue;
            }
            UserdbRecord read = UserdbRecord.parse(line, location);
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

  public int size() {
    return records.size();
  }

  /** Records that nobody can log in with, for the log: the place, the user and why. */
  public List<String> warnings() {
    return records.values().stream()
        .flatMap(
            record ->
                record.problem(Accounts.IMAP).stream()
                    .map(
                        why ->
                            "%s: user '%s' cannot log in: %s"
                                .formatted(record.location(), record.name(), why)))
        .sorted()
        .toList();
  }

  @Override
  public String name() {
    return "authuserdb";
  }

  /** Itself: all of it is in memory already. */
  @Override
  public OpenSource open() {
    return this;
  }

  @Override
  public void close() {
    // Nothing is open.
  }

  @Override
  public Optional<AccountRecord> find(String service, String user) {
    return Optional.ofNullable(records.get(user)).map(record -> record.forService(service));
  }

  @Override
  public StoredSecrets secrets() {
    return secrets;
  }
}
