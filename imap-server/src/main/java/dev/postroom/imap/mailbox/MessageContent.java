package dev.postroom.imap.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/** A message's bytes, opened as often as they are needed and never held in memory as a whole. */
public interface MessageContent {

  /** When it arrived (RFC 3501 section 2.3.3). */
  Instant internalDate();

  /** RFC822.SIZE: the number of bytes that {@link #open} yields. */
  long size() throws IOException;

  /** The whole message with CRLF line ends, whatever the disk has. The caller closes it. */
  InputStream open() throws IOException;
}
