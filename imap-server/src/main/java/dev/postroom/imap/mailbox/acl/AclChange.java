package dev.postroom.imap.mailbox.acl;

/**
 * How SETACL and DELETEACL change a list (RFC 4314 sections 3.1 and 3.2).
 *
 * @param identifier as in the list
 * @param mode what to do with {@code rights}
 * @param rights named by the client
 */
public record AclChange(String identifier, Mode mode, Rights rights) {

  /** The three forms of SETACL. */
  public enum Mode {
    REPLACE,
    ADD,
    REMOVE
  }

  /** SETACL; {@code +} or {@code -} in front adds rights or takes some. */
  public static AclChange set(String identifier, String modified) {
    String letters = modified.isEmpty() ? "" : modified.substring(1);
    return switch (modified.isEmpty() ? ' ' : modified.charAt(0)) {
      case '+' -> new AclChange(identifier, Mode.ADD, Rights.ofClient(letters));
      case '-' -> new AclChange(identifier, Mode.REMOVE, Rights.ofClient(letters));
      default -> new AclChange(identifier, Mode.REPLACE, Rights.ofClient(modified));
    };
  }

  /** DELETEACL. */
  public static AclChange delete(String identifier) {
    return new AclChange(identifier, Mode.REPLACE, Rights.NONE);
  }

  /** The list after this change; an identifier that is left without rights is not in it. */
  public AccessControlList applyTo(AccessControlList list) {
    Rights before = list.get(identifier).orElse(Rights.NONE);
    Rights after =
        switch (mode) {
          case REPLACE -> rights;
          case ADD -> before.plus(rights);
          case REMOVE -> before.minus(rights);
        };
    return after.isEmpty() ? list.without(identifier) : list.with(identifier, after);
  }
}
