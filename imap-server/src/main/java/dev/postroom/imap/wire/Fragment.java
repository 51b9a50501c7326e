package dev.postroom.imap.wire;

import java.util.Optional;

/** A piece of what a client sends, cut where a decision can be taken. */
public sealed interface Fragment {

  /**
   * A line without its line end. A literal that it announces follows, by the client's leave or the
   * server's.
   */
  record Line(byte[] text, Optional<LiteralAnnouncement> literal) implements Fragment {}

  /**
   * A line longer than the limit; its bytes are lost, what its end announces is not.
   *
   * @param beginning its first bytes, among them the tag to answer
   */
  record OverlongLine(byte[] beginning, Optional<LiteralAnnouncement> literal)
      implements Fragment {}

  /** Some bytes of a literal, at least one; the next piece, if any, follows. */
  record LiteralBytes(byte[] bytes) implements Fragment {}
}
