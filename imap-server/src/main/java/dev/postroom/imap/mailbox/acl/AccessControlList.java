package dev.postroom.imap.mailbox.acl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The rights on one mailbox, as Courier keeps them in {@code courierimapacl}.
 *
 * <pre>
 * file       = *(identifier SP rights LF)
 * identifier = ["-"] ("owner" / "anyone" / "anonymous" / "administrators"
 *                     / "user=" name / "group=" name)
 * </pre>
 *
 * Somebody has the union of what is granted to the identifiers that mean him, without the union of
 * what identifiers that begin with a hyphen take from him (ACL2=UNION); the owner always may
 * administer. Administrators have all rights, whatever the file says.
 *
 * @param entries in the file's order; no identifier twice
 */
public record AccessControlList(List<Entry> entries) {

  /** What INBOX has until somebody changes it. */
  public static final AccessControlList DEFAULT =
      new AccessControlList(List.of(new Entry("owner", Rights.ALL))).withAdministrators();

  private static final String ADMINISTRATORS = "administrators";
  private static final String ADMINISTRATORS_GROUP = "group=administrators";
  private static final Rights MINIMUM = Rights.of(Right.LOOKUP, Right.ADMINISTER);

  /**
   * What one identifier gets, or loses where it begins with a hyphen.
   *
   * @param identifier as in the file
   */
  public record Entry(String identifier, Rights rights) {

    boolean isNegative() {
      return identifier.startsWith("-");
    }

    private String subject() {
      return isNegative() ? identifier.substring(1) : identifier;
    }
  }

  public AccessControlList {
    entries = List.copyOf(entries);
  }

  /** Reads a file. A line without rights grants none; administrators are added. */
  public static AccessControlList parse(String file) {
    var list = new AccessControlList(List.of());
    for (String line : file.lines().toList()) {
      int space = line.indexOf(' ');
      String identifier = space < 0 ? line : line.substring(0, space);
      String rights = space < 0 ? "" : line.substring(space + 1);
      list = list.with(identifier, new Rights(rights));
    }
    return list.withAdministrators();
  }

  public String render() {
    var text = new StringBuilder();
    for (Entry entry : entries) {
      text.append(entry.identifier()).append(' ').append(entry.rights().letters()).append('\n');
    }
    return text.toString();
  }

  /** What an identifier is granted; empty where it is not in the list. */
  public Optional<Rights> get(String identifier) {
    return entries.stream()
        .filter(entry -> entry.identifier().equals(identifier))
        .map(Entry::rights)
        .findFirst();
  }

  /** This list with other rights for one identifier, in its place or else at the end. */
  public AccessControlList with(String identifier, Rights rights) {
    var changed = new ArrayList<Entry>();
    boolean known = false;
    for (Entry entry : entries) {
      boolean same = entry.identifier().equals(identifier);
      known |= same;
      changed.add(same ? new Entry(identifier, rights) : entry);
    }
    if (!known) {
      changed.add(new Entry(identifier, rights));
    }
    return new AccessControlList(changed);
  }

  public AccessControlList without(String identifier) {
    return new AccessControlList(
        entries.stream().filter(entry -> !entry.identifier().equals(identifier)).toList());
  }

  /** What somebody may do. */
  public Rights rightsOf(Accessor accessor) {
    Rights rights = granted(accessor::is);
    return accessor.owner() ? rights.plus(Rights.of(Right.ADMINISTER)) : rights;
  }

  /**
   * Whether the list may be kept: its owner must be able to see the mailbox and to change the list
   * again, by the name of owner alone and with what names him; administrators must have all rights.
   *
   * @param owner the account's name
   */
  public boolean isSound(String owner) {
    return granted("owner"::equals).hasAll(MINIMUM)
        && granted(id -> id.equals("owner") || id.equals("user=" + owner)).hasAll(MINIMUM)
        && granted(AccessControlList::isAdministrators).hasAll(Rights.ALL);
  }

  private Rights granted(Predicate<String> isMeant) {
    Predicate<Entry> applies =
        entry ->
            isMeant.test(entry.subject())
                || entry.subject().equals("anyone")
                || entry.subject().equals("anonymous");
    Rights granted = Rights.NONE;
    Rights taken = Rights.NONE;
    for (Entry entry : entries.stream().filter(applies).toList()) {
      if (entry.isNegative()) {
        taken = taken.plus(entry.rights());
      } else {
        granted = granted.plus(entry.rights());
      }
    }
    return granted.minus(taken);
  }

  private static boolean isAdministrators(String identifier) {
    return identifier.equals(ADMINISTRATORS) || identifier.equals(ADMINISTRATORS_GROUP);
  }

  private AccessControlList withAdministrators() {
    boolean asGroup = get(ADMINISTRATORS_GROUP).isPresent();
    String name = asGroup ? ADMINISTRATORS_GROUP : ADMINISTRATORS;
    AccessControlList list = with(name, get(name).orElse(Rights.NONE).plus(Rights.ALL));
    if (asGroup) {
      list = list.without(ADMINISTRATORS);
    }
    for (String negative : List.of("-" + ADMINISTRATORS, "-" + ADMINISTRATORS_GROUP)) {
      Optional<Rights> taken = list.get(negative);
      if (taken.isPresent()) {
        Rights left = taken.get().minus(MINIMUM);
        list = left.isEmpty() ? list.without(negative) : list.with(negative, left);
      }
    }
    return list;
  }
}
