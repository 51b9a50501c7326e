package dev.postroom.imap.mailbox.acl;

import java.util.Set;

/**
 * Somebody who wants something of a mailbox.
 *
 * @param user the account's name
 * @param groups he is in, by the account's options
 * @param owner whether the mailbox is in his own account
 */
public record Accessor(String user, Set<String> groups, boolean owner) {

  public Accessor {
    groups = Set.copyOf(groups);
  }

  /** The owner of an account, in no group. */
  public static Accessor owner(String user) {
    return new Accessor(user, Set.of(), true);
  }

  /**
   * Whether an identifier means him: {@code anyone} and {@code anonymous}, {@code owner}, {@code
   * user=} and his name, {@code group=} and one of his groups, {@code administrators}.
   */
  public boolean is(String identifier) {
    return switch (identifier) {
      case "anyone", "anonymous" -> true;
      case "owner" -> owner;
      case "administrators", "group=administrators" -> groups.contains("administrators");
      default ->
          identifier.equals("user=" + user)
              || (identifier.startsWith("group=")
                  && groups.contains(identifier.substring("group=".length())));
    };
  }
}
