package dev.postroom.imap.mailbox.acl;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which flags somebody may change, by his rights on a mailbox (RFC 4314 section 4). What he may not
 * is passed over without a word, as in Courier.
 *
 * @param rights on the mailbox
 */
public record FlagRights(Rights rights) {

  private static final Rights NEEDED = Rights.of(Right.SEEN, Right.DELETE_MESSAGES, Right.WRITE);

  public static final FlagRights ALL = new FlagRights(NEEDED);

  public boolean permitAll() {
    return rights.hasAll(NEEDED);
  }

  public boolean permit(SystemFlag flag) {
    return switch (flag) {
      case SEEN -> rights.has(Right.SEEN);
      case DELETED -> rights.has(Right.DELETE_MESSAGES);
      case ANSWERED, DRAFT, FLAGGED -> rights.has(Right.WRITE);
    };
  }

  public boolean permitKeywords() {
    return rights.has(Right.WRITE);
  }

  /** Those of the flags that may be changed. */
  public Flags permitted(Flags flags) {
    if (permitAll()) {
      return flags;
    }
    var system = EnumSet.noneOf(SystemFlag.class);
    flags.system().stream().filter(this::permit).forEach(system::add);
    return new Flags(system, permitKeywords() ? flags.keywords() : Set.of());
  }
}
