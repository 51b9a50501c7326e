package dev.postroom.imap.session;

import java.time.Duration;
import java.util.Map;

/**
 * What a site decides about sessions.
 *
 * @param capability the head of the CAPABILITY response in the clear (IMAP_CAPABILITY), announced
 *     word for word; the session adds only ID, STARTTLS and LOGINDISABLED where they apply
 * @param capabilityTls the same under TLS (IMAP_CAPABILITY_TLS)
 * @param startTls whether STARTTLS is offered where the connection can do it (IMAPDSTARTTLS)
 * @param tlsRequired whether nobody may log in without TLS (IMAP_TLS_REQUIRED)
 * @param loginTimeout how long a client may take to log in, from the greeting on
 * @param inactivityTimeout how long a client that is logged in may stay silent, IDLE included
 * @param literalTimeout how long a client may pause inside a command that it has begun
 * @param stillHere how often at least a client in IDLE is told that the server is there; zero for
 *     never (POSTROOM_STILL_HERE)
 * @param appendLimit the largest message that APPEND takes, in bytes
 * @param id what the answer to ID (RFC 2971) tells, field by field in the map's order; where it is
 *     empty there is no ID (IMAP_ID_FIELDS)
 * @param list how mailboxes are listed
 * @param threadAndSortDisabled whether THREAD and SORT are refused (IMAP_DISABLETHREADSORT)
 */
public record SessionSettings(
    String capability,
    String capabilityTls,
    boolean startTls,
    boolean tlsRequired,
    Duration loginTimeout,
    Duration inactivityTimeout,
    Duration literalTimeout,
    Duration stillHere,
    long appendLimit,
    Map<String, String> id,
    ListSettings list,
    boolean threadAndSortDisabled) {

  /**
   * What a site decides about LIST and LSUB.
   *
   * @param obsoleteClient whether clients are told {@code \NoInferiors} instead of CHILDREN
   *     (IMAP_OBSOLETE_CLIENT)
   * @param marksAll whether each mailbox is looked at for new mail, and not INBOX only
   *     (IMAP_CHECK_ALL_FOLDERS)
   */
  public record ListSettings(boolean obsoleteClient, boolean marksAll) {

    /** Courier's. */
    public static final ListSettings DEFAULTS = new ListSettings(false, false);
  }

  /** 256 MiB, where Courier knows no limit but the quota. */
  static final long DEFAULT_APPEND_LIMIT = 256L << 20;

  /** Courier's times, and the default limit of a message. */
  public static SessionSettings defaults() {
    return new SessionSettings(
        Capability.all(),
        Capability.all() + " AUTH=PLAIN",
        true,
        false,
        Duration.ofSeconds(60),
        Duration.ofMinutes(30),
        Duration.ofSeconds(60),
        Duration.ofSeconds(120),
        DEFAULT_APPEND_LIMIT,
        Map.of(),
        ListSettings.DEFAULTS,
        false);
  }
}
