package dev.postroom.imap.command;

import java.util.Optional;

/**
 * What SELECT and EXAMINE are asked for besides the mailbox (RFC 7162).
 *
 * @param condstore whether the session is to tell mod-sequences from now on
 * @param resync what the client knows already, to be told only what changed since
 */
public record SelectParameters(boolean condstore, Optional<Resync> resync) {

  public static final SelectParameters NONE = new SelectParameters(false, Optional.empty());

  /**
   * QRESYNC (section 3.2.5).
   *
   * @param uidValidity when it is another now, all that the client knows is void
   * @param modSeq the client knows all changes up to it
   * @param knownUids the messages that the client has; empty for all
   * @param match some messages by both their numbers
   */
  public record Resync(
      long uidValidity,
      long modSeq,
      Optional<SequenceSet> knownUids,
      Optional<SequenceMatch> match) {}

  /**
   * Messages that the client knows by number and by UID (section 3.2.5.2): up to the last of them
   * that is still right, the client has missed no expunge.
   *
   * @param numbers ascending
   * @param uids as many, ascending
   */
  public record SequenceMatch(SequenceSet numbers, SequenceSet uids) {}
}
