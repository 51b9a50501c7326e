package dev.postroom.imap.auth.ldap;

import com.unboundid.ldap.sdk.Entry;
import dev.postroom.imap.auth.Account;
import dev.postroom.imap.auth.Account.Owner;
import dev.postroom.imap.auth.AccountOptions;
import dev.postroom.imap.auth.AccountSourceException;
import dev.postroom.imap.auth.Credentials;
import dev.postroom.imap.auth.authlib.AuthlibFile;
import dev.postroom.imap.auth.password.ClearPassword;
import dev.postroom.imap.auth.password.PasswordHash;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which attributes of an entry say what of an account. A field for which the file names no
 * attribute is not there.
 *
 * @param attributes the attribute's name by the field's, without {@code LDAP_}
 * @param mailRoot LDAP_MAILROOT: where homes that are not absolute begin
 * @param owner LDAP_GLOB_UID and LDAP_GLOB_GID, where both are numbers
 * @param options LDAP_AUXOPTIONS: the option's name by the attribute's
 */
record EntryFields(
    Map<String, String> attributes,
    Optional<String> mailRoot,
    Optional<Owner> owner,
    Map<String, String> options) {

  static final List<String> FIELDS =
      List.of("HOMEDIR", "MAILDIR", "MAILDIRQUOTA", "FULLNAME", "CLEARPW", "CRYPTPW", "UID", "GID");

  EntryFields {
    attributes = Map.copyOf(attributes);
  }

  static EntryFields of(AuthlibFile file) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String field : FIELDS) {
      file.text("LDAP_" + field).ifPresent(attribute -> attributes.put(field, attribute));
    }
    attributes.putIfAbsent("HOMEDIR", "homeDirectory");
    Map<String, String> options = new LinkedHashMap<>();
    for (String pair : file.text("LDAP_AUXOPTIONS").orElse("").split(",")) {
      String[] names = pair.strip().split("=", 2);
      if (names.length == 2) {
        options.put(names[0].strip(), names[1].strip());
      } else if (!names[0].isEmpty()) {
        throw file.refuse("LDAP_AUXOPTIONS", "is not attribute=option,attribute=option…");
      }
    }
    return new EntryFields(
        attributes,
        file.text("LDAP_MAILROOT"),
        owner(file.text("LDAP_GLOB_UID"), file.text("LDAP_GLOB_GID")),
        options);
  }

  private static Optional<Owner> owner(Optional<String> uid, Optional<String> gid) {
    return Stream.of(uid, gid).allMatch(id -> id.filter(n -> n.matches("[0-9]{1,10}")).isPresent())
        ? Optional.of(new Owner(Long.parseLong(uid.get()), Long.parseLong(gid.get())))
        : Optional.empty();
  }

  /** The attributes that are to be asked for. */
  Stream<String> names() {
    return Stream.concat(attributes.values().stream(), options.keySet().stream());
  }

  /** Whether entries may have passwords in the clear. */
  boolean clear() {
    return attributes.containsKey("CLEARPW");
  }

  /**
   * @throws AccountSourceException when the entry describes no account
   */
  Account account(String user, Entry entry) throws AccountSourceException {
    try {
      String home =
          text("HOMEDIR", entry)
              .orElseThrow(() -> broken(entry, "has no " + attributes.get("HOMEDIR")));
      Path absolute = Path.of(mailRoot.orElse("")).resolve(home);
      if (!absolute.isAbsolute()) {
        throw broken(entry, "has a home that is not absolute, and there is no LDAP_MAILROOT");
      }
      return new Account(
          user,
          text("FULLNAME", entry),
          owner(text("UID", entry), text("GID", entry)).or(() -> owner),
          absolute,
          text("MAILDIR", entry).map(Path::of),
          text("MAILDIRQUOTA", entry),
          options(entry));
    } catch (InvalidPathException e) {
      throw broken(entry, "has a path that is none");
    }
  }

  private AccountOptions options(Entry entry) {
    String text =
        options.entrySet().stream()
            .filter(option -> entry.hasAttribute(option.getKey()))
            .map(option -> option.getValue() + "=" + entry.getAttributeValue(option.getKey()))
            .collect(Collectors.joining(","));
    return AccountOptions.parse(text);
  }

  /** The hashes; more than are ever tried are left out. */
  List<PasswordHash> hashes(Entry entry) {
    String attribute = attributes.get("CRYPTPW");
    if (attribute == null || !entry.hasAttribute(attribute)) {
      return List.of();
    }
    return Arrays.stream(entry.getAttributeValues(attribute))
        .limit(Credentials.MAX_HASHES)
        .map(PasswordHash::parse)
        .toList();
  }

  Optional<ClearPassword> clear(Entry entry) {
    return text("CLEARPW", entry).map(ClearPassword::new);
  }

  private Optional<String> text(String field, Entry entry) {
    return Optional.ofNullable(attributes.get(field))
        .map(entry::getAttributeValue)
        .filter(value -> !value.isEmpty());
  }

  private static AccountSourceException broken(Entry entry, String problem) {
    return new AccountSourceException(
        "authldap: the entry %s %s".formatted(entry.getDN(), problem));
  }
}
