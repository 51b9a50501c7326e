package dev.postroom.imap.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/** A message's bytes, opened as often as they are needed and never held in memory as a whole. */
public interface MessageContent {

  /** When it arrived (RFC 3501 section 2.3.3). */
  Instant internalDate() throws IOException;

  /** When it came into this mailbox (RFC 8514); empty where that is not known. */
  Optional<Instant> saveDate();

  /**
   * EMAILID (RFC 8474 section 5.1): never another for the same message, that of its original for
   * one that was copied or moved, and never the same for messages with other content.
   */
  String emailId();

  /** RFC822.SIZE: the number of bytes that {@link #open} yields. */
  long size() throws IOException;

  /** The whole message with CRLF line ends, whatever the disk has. The caller closes it. */
  InputStream open() throws IOException;

  /** The longest digest that is kept, in bytes. */
  int MAX_DIGEST = 16 * 1024;

  /** What a reader of this message left for the next one, if it was not forgotten since. */
  Optional<byte[]> digest();

  /**
   * Leaves a note on this message's content for whoever reads it next. The mailbox may forget it at
   * any time.
   *
   * @throws IllegalArgumentException when it is longer than {@link #MAX_DIGEST}
   */
  void keepDigest(byte[] digest);
}
