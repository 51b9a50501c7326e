package dev.postroom.imap.command;

import java.io.IOException;
import java.util.function.Supplier;

/**
 * What follows the name of one command. Each family of commands has a table of these by name; a
 * command that goes by UIDs stands in it as {@code UID} and its name.
 */
@FunctionalInterface
interface Grammar {

  /**
   * Reads everything behind the name, but not the end of the line.
   *
   * @throws CommandRefusedException when it is something else
   * @throws IOException when the client is gone before its end
   */
  Command read(Tokens tokens) throws IOException, CommandRefusedException;

  /** Nothing follows. */
  static Grammar bare(Supplier<Command> command) {
    return tokens -> command.get();
  }

  /** A space and arguments follow. */
  static Grammar of(Grammar arguments) {
    return tokens -> {
      tokens.sp();
      return arguments.read(tokens);
    };
  }
}
