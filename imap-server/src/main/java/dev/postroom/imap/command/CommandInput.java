package dev.postroom.imap.command;

import dev.postroom.imap.wire.Fragment;
import java.io.IOException;

/** Where a parser reads one command from: lines with literals between them. */
public interface CommandInput {

  /** The line being read; it changes with {@link #literal}. */
  Fragment.Line line();

  /**
   * Takes the literal that ends the line, asking the client for it where it waits to be asked, and
   * goes on to the line behind it. The caller has checked its size.
   *
   * @throws CommandRefusedException when the line behind it is too long
   * @throws IOException when the client is gone or too slow
   */
  byte[] literal() throws IOException, CommandRefusedException;
}
