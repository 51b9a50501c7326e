package dev.postroom.imap.command;

import static dev.postroom.imap.command.CommandRefusedException.bad;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads one command by recursive descent through the grammar of RFC 3501 section 9. When it refuses
 * a command, {@link #tag} and {@link #name} tell what was read of it; the rest of the command is
 * the caller's to skip.
 */
public final class CommandParser {

  /** The tag of an answer to what has none. */
  private static final String UNTAGGED = "*";

  /** Stands for the name of what is no command. */
  private static final String UNKNOWN = "unknown";

  private static final Map<String, Grammar> COMMANDS =
      together(
          List.of(
              SessionGrammar.COMMANDS,
              MailboxGrammar.COMMANDS,
              MessageGrammar.COMMANDS,
              QuotaGrammar.COMMANDS,
              AclGrammar.COMMANDS,
              SearchGrammar.COMMANDS));

  private final Tokens tokens;
  private String tag = UNTAGGED;
  private String name = UNKNOWN;

  /**
   * @param enabled what the client has turned on, as some of it changes how commands are written
   */
  public CommandParser(CommandInput input, Enabled enabled) {
    this.tokens = new Tokens(input, enabled);
  }

  /** All that {@link #name} may be. */
  public static Set<String> names() {
    return Stream.concat(COMMANDS.keySet().stream(), Stream.of(UNKNOWN))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The tag, or {@code *} when there was none to be read. */
  public String tag() {
    return tag;
  }

  /** The command's name for logs and metrics; {@code unknown} when there is no such command. */
  public String name() {
    return name;
  }

  /** Reads no more than the tag, of what is too long to be read as a whole. */
  public void tagOnly() {
    try {
      String read = tokens.tag();
      tokens.sp();
      tag = read;
    } catch (CommandRefusedException none) {
      tag = UNTAGGED;
    }
  }

  /**
   * Reads the command.
   *
   * @throws CommandRefusedException when it is not one
   * @throws IOException when the client is gone before its end
   */
  public TaggedCommand command() throws IOException, CommandRefusedException {
    tag = tokens.tag();
    tokens.sp();
    String verb = tokens.word();
    if (verb.equals("UID")) {
      tokens.sp();
      verb = "UID " + tokens.word();
    }
    Grammar grammar = COMMANDS.get(verb);
    if (grammar == null) {
      throw bad("There is no command " + verb);
    }
    name = verb;
    Command command = grammar.read(tokens);
    // The message of an APPEND is still to come.
    if (!(command instanceof Command.Append)) {
      tokens.end();
    }
    return new TaggedCommand(tag, name, command);
  }

  private static Map<String, Grammar> together(List<Map<String, Grammar>> families) {
    var all = new HashMap<String, Grammar>();
    for (Map<String, Grammar> family : families) {
      family.forEach(
          (verb, grammar) -> {
            if (all.put(verb, grammar) != null) {
              throw new IllegalStateException("two grammars for " + verb);
            }
          });
    }
    return Map.copyOf(all);
  }
}
