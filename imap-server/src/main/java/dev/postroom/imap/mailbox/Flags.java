package dev.postroom.imap.mailbox;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The flags of a message: system flags and keywords (RFC 3501 section 2.3.2). {@code \Recent} is
 * not among them, it belongs to a session's view. Keywords compare without case.
 *
 * @param system the system flags
 * @param keywords the keywords, in alphabetical order without regard to case
 */
public record Flags(Set<SystemFlag> system, Set<String> keywords) {

  public static final Flags NONE = new Flags(Set.of(), Set.of());

  /** The flags with a meaning of their own. */
  public enum SystemFlag {
    SEEN,
    ANSWERED,
    FLAGGED,
    DELETED,
    DRAFT
  }

  public Flags {
    system = Set.copyOf(system);
    var sorted = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
    sorted.addAll(keywords);
    keywords = java.util.Collections.unmodifiableSet(sorted);
  }

  public static Flags of(SystemFlag... flags) {
    return new Flags(Set.of(flags), Set.of());
  }

  public boolean has(SystemFlag flag) {
    return system.contains(flag);
  }

  /** These flags and those. */
  public Flags plus(Flags other) {
    return new Flags(union(system, other.system), unionKeywords(other.keywords));
  }

  /** These flags without those. */
  public Flags minus(Flags other) {
    var left = EnumSet.noneOf(SystemFlag.class);
    left.addAll(system);
    left.removeAll(other.system);
    var words = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
    words.addAll(keywords);
    other.keywords.forEach(words::remove);
    return new Flags(left, words);
  }

  private static Set<SystemFlag> union(Collection<SystemFlag> a, Collection<SystemFlag> b) {
    var all = EnumSet.noneOf(SystemFlag.class);
    all.addAll(a);
    all.addAll(b);
    return all;
  }

  private Set<String> unionKeywords(Set<String> others) {
    var all = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
    all.addAll(keywords);
    all.addAll(others);
    return all;
  }
}
