package dev.postroom.imap.maildir.files;

import dev.postroom.imap.mailbox.Flags.SystemFlag;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The name of a message file.
 *
 * <pre>
 * name   = base [ info ]
 * base   = everything before the last colon, such as
 *          seconds ".M" microseconds "P" pid "V" device "I" inode "_" number "." host
 *          [ ",E=" emailid ] ",S=" size
 * info   = ":2," *letter      ; D F R S T, in Courier's order; other letters belong to others
 * </pre>
 *
 * The base identifies the message for good; the info changes with its flags.
 *
 * @param base never empty
 * @param info the colon and what follows, or empty
 */
public record MaildirFileName(String base, String info) {

  /** The info of a message without flags. */
  public static final String NO_FLAGS = ":2,";

  private static final String SIZE = ",S=";

  /** A longer number is no size of a file. */
  private static final int MAX_SIZE_DIGITS = 18;

  /** Reads a file name, of which only the last colon matters; every name is one. */
  public static MaildirFileName parse(String name) {
    int colon = name.lastIndexOf(':');
    return colon < 0
        ? new MaildirFileName(name, "")
        : new MaildirFileName(name.substring(0, colon), name.substring(colon));
  }

  @Override
  public String toString() {
    return base + info;
  }

  /**
   * A base without its size: programs that add a size, or correct it, leave the rest alone, and
   * Courier takes it for the same message (maildirfilename.C).
   */
  public static String withoutSize(String base) {
    int size = base.lastIndexOf(SIZE);
    return size > 0 && base.chars().skip(size + SIZE.length()).allMatch(Character::isDigit)
        ? base.substring(0, size)
        : base;
  }

  /**
   * The bytes that the name tells, as Courier reads it: behind the last {@code ,S=} before the
   * first colon.
   */
  public OptionalLong size() {
    String name = toString();
    int colon = name.indexOf(':');
    String head = colon < 0 ? name : name.substring(0, colon);
    int start = head.lastIndexOf(SIZE);
    if (start < 0) {
      return OptionalLong.empty();
    }
    int end = start + SIZE.length();
    while (end < head.length() && Character.isDigit(head.charAt(end))) {
      end++;
    }
    String digits = head.substring(start + SIZE.length(), end);
    return digits.isEmpty() || digits.length() > MAX_SIZE_DIGITS
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(digits));
  }

  /** The flags that an info tells. */
  public static Set<SystemFlag> flags(String info) {
    var flags = EnumSet.noneOf(SystemFlag.class);
    if (info.startsWith(NO_FLAGS)) {
      for (SystemFlag flag : SystemFlag.values()) {
        if (info.indexOf(letter(flag), NO_FLAGS.length()) >= 0) {
          flags.add(flag);
        }
      }
    }
    return flags;
  }

  /**
   * The info with these flags and no other ones. Letters that are no IMAP flags stay: {@code P} for
   * passed on, and Dovecot's keywords {@code a} to {@code z}, which Courier would lose. The letters
   * are in ASCII order, as the Maildir convention asks.
   */
  public static String withFlags(String info, Set<SystemFlag> flags) {
    var letters = new StringBuilder(NO_FLAGS);
    if (info.startsWith(NO_FLAGS)) {
      for (int i = NO_FLAGS.length(); i < info.length(); i++) {
        if (!isFlag(info.charAt(i))) {
          insert(letters, info.charAt(i));
        }
      }
    }
    for (SystemFlag flag : flags) {
      insert(letters, letter(flag));
    }
    return letters.toString();
  }

  private static void insert(StringBuilder info, char letter) {
    int at = info.length();
    while (at > NO_FLAGS.length() && info.charAt(at - 1) > letter) {
      at--;
    }
    if (at == NO_FLAGS.length() || info.charAt(at - 1) != letter) {
      info.insert(at, letter);
    }
  }

  /**
   * The number that the name begins with, by which Courier orders new messages; 0 where there is
   * none, the largest where it does not fit.
   */
  public long leadingInteger() {
    int end = 0;
    while (end < base.length() && base.charAt(end) >= '0' && base.charAt(end) <= '9') {
      end++;
    }
    if (end == 0) {
      return 0;
    }
    try {
      return Long.parseLong(base, 0, end, 10);
    } catch (NumberFormatException tooLong) {
      return Long.MAX_VALUE;
    }
  }

  /** A name with its leading integer, which is read once and compared often. */
  private record Led(long leadingInteger, MaildirFileName name) implements Comparable<Led> {
    @Override
    public int compareTo(Led other) {
      int order = Long.compare(leadingInteger, other.leadingInteger);
      return order == 0 ? name.base.compareTo(other.name.base) : order;
    }
  }

  /** Names in the order in which Courier numbers new messages: by leading integer, then base. */
  public static List<MaildirFileName> inCourierOrder(Collection<MaildirFileName> names) {
    return names.stream()
        .map(name -> new Led(name.leadingInteger(), name))
        .sorted()
        .map(Led::name)
        .toList();
  }

  private static boolean isFlag(int letter) {
    return "DFRST".indexOf(letter) >= 0;
  }

  private static char letter(SystemFlag flag) {
    return switch (flag) {
      case DRAFT -> 'D';
      case FLAGGED -> 'F';
      case ANSWERED -> 'R';
      case SEEN -> 'S';
      case DELETED -> 'T';
    };
  }
}
