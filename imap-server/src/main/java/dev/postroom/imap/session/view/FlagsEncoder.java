package dev.postroom.imap.session.view;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.acl.FlagRights;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Flags in the syntax and the order that Courier gives them. */
public final class FlagsEncoder {

  private static final List<SystemFlag> ORDER =
      List.of(
          SystemFlag.DRAFT,
          SystemFlag.ANSWERED,
          SystemFlag.FLAGGED,
          SystemFlag.DELETED,
          SystemFlag.SEEN);

  private FlagsEncoder() {}

  /** The flags of a message: {@code (\Seen \Recent work)}. */
  public static String flags(Flags flags, boolean recent) {
    var words = new ArrayList<String>();
    ORDER.stream().filter(flags::has).map(FlagsEncoder::name).forEach(words::add);
    if (recent) {
      words.add("\\Recent");
    }
    words.addAll(flags.keywords());
    return parenthesized(words);
  }

  /**
   * The FLAGS response's list: all flags that may be seen in a mailbox.
   *
   * @param recent whether {@code \Recent} is one of them
   */
  static String applicable(Collection<String> keywords, boolean recent) {
    var words = new ArrayList<String>(ORDER.stream().map(FlagsEncoder::name).toList());
    if (recent) {
      words.add("\\Recent");
    }
    words.addAll(keywords);
    return parenthesized(words);
  }

  /** The PERMANENTFLAGS code's list: what a client can change, and {@code \*} for new keywords. */
  static String permanent(Collection<String> keywords, boolean newKeywords, FlagRights permitted) {
    var words = new ArrayList<String>();
    if (newKeywords) {
      words.add("\\*");
    }
    ORDER.stream().filter(permitted::permit).map(FlagsEncoder::name).forEach(words::add);
    if (permitted.permitKeywords()) {
      words.addAll(keywords);
    }
    return parenthesized(words);
  }

  private static String parenthesized(List<String> words) {
    return "(" + String.join(" ", words) + ")";
  }

  private static String name(SystemFlag flag) {
    return switch (flag) {
      case DRAFT -> "\\Draft";
      case ANSWERED -> "\\Answered";
      case FLAGGED -> "\\Flagged";
      case DELETED -> "\\Deleted";
      case SEEN -> "\\Seen";
    };
  }
}
