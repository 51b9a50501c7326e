package dev.postroom.imap.maildir.storage;

import java.time.Duration;

/**
 * How mail is kept.
 *
 * @param useLocks whether {@code courier.lock} is taken (IMAP_USELOCKS); without it only sessions
 *     of this process are kept apart
 * @param keywords whether messages can have keywords (IMAP_KEYWORDS)
 * @param idlePoll how often a folder that somebody waits for is looked at even when the system told
 *     of no change (IMAP_IDLE_TIMEOUT)
 * @param umask of new message files (IMAP_UMASK), such as {@code 022}
 * @param hostname a name of this server that no other server on the same storage has
 * @param pid the process id under which locks and file names are written
 * @param trashFolder the name below INBOX of the mailbox for deleted mail (IMAP_TRASHFOLDERNAME)
 */
public record MaildirSettings(
    boolean useLocks,
    boolean keywords,
    Duration idlePoll,
    int umask,
    String hostname,
    long pid,
    String trashFolder) {

  public MaildirSettings {
    if (idlePoll.isZero() || idlePoll.isNegative()) {
      throw new IllegalArgumentException("idlePoll is " + idlePoll + ", it must be positive");
    }
    if (umask < 0 || umask > 0777) {
      throw new IllegalArgumentException(
          "umask is " + Integer.toOctalString(umask) + ", it must be octal 0 to 777");
    }
    if (hostname.isEmpty() || hostname.chars().anyMatch(c -> c == '/' || c == ':' || c <= ' ')) {
      throw new IllegalArgumentException(
          "hostname '" + hostname + "' cannot be part of a file name; set HOSTNAME");
    }
  }
}
