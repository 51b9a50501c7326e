package dev.postroom.imap.command;

import static dev.postroom.imap.command.CommandRefusedException.bad;
import static dev.postroom.imap.command.CommandRefusedException.no;

import dev.postroom.imap.command.Command.StatusItem;
import dev.postroom.imap.mailbox.FlagChange;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.wire.ModifiedUtf7;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads one command by recursive descent through the grammar of RFC 3501 section 9. When it refuses
 * a command, {@link #tag} and {@link #name} tell what was read of it; the rest of the command is
 * the caller's to skip.
 */
public final class CommandParser {

  /** The tag of an answer to what has none. */
  private static final String UNTAGGED = "*";

  private final Tokens tokens;
  private String tag = UNTAGGED;
  private String name = "unknown";

  public CommandParser(CommandInput input) {
    this.tokens = new Tokens(input);
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
    boolean uid = verb.equals("UID");
    if (uid) {
      tokens.sp();
      verb = tokens.word();
    }
    Command command = uid ? uidCommand(verb) : plainCommand(verb);
    if (!(command instanceof Command.Append)) {
      tokens.end();
    }
    return new TaggedCommand(tag, name, command);
  }

  private Command uidCommand(String verb) throws IOException, CommandRefusedException {
    switch (verb) {
      case "COPY", "EXPUNGE", "FETCH", "MOVE", "SEARCH", "STORE" -> name = "UID " + verb;
      default -> throw bad("There is no command UID " + verb);
    }
    tokens.sp();
    return switch (verb) {
      case "COPY" -> copy(true);
      case "EXPUNGE" -> new Command.Expunge(Optional.of(SequenceSetParser.sequenceSet(tokens)));
      case "FETCH" -> fetch(true);
      case "MOVE" -> move(true);
      case "SEARCH" -> new Command.Search(new SearchParser(tokens).search(), true);
      default -> store(true);
    };
  }

  private Command plainCommand(String verb) throws IOException, CommandRefusedException {
    Optional<Command> bare = bareCommand(verb);
    if (bare.isPresent()) {
      name = verb;
      return bare.get();
    }
    return switch (verb) {
      case "ID" -> with(verb, () -> new Command.Id(new IdParser(tokens).fields()));
      case "LOGIN" -> with(verb, this::login);
      case "AUTHENTICATE" -> with(verb, this::authenticate);
      case "SELECT" -> with(verb, () -> new Command.Select(mailbox(), false));
      case "EXAMINE" -> with(verb, () -> new Command.Select(mailbox(), true));
      case "CREATE" -> with(verb, this::create);
      case "DELETE" -> with(verb, () -> new Command.Delete(mailbox()));
      case "RENAME" -> with(verb, this::rename);
      case "SUBSCRIBE" -> with(verb, () -> new Command.Subscribe(mailbox()));
      case "UNSUBSCRIBE" -> with(verb, () -> new Command.Unsubscribe(mailbox()));
      case "LIST" -> with(verb, () -> list(false));
      case "LSUB" -> with(verb, () -> list(true));
      case "STATUS" -> with(verb, this::status);
      case "APPEND" -> with(verb, this::append);
      case "SEARCH" ->
          with(verb, () -> new Command.Search(new SearchParser(tokens).search(), false));
      case "FETCH" -> with(verb, () -> fetch(false));
      case "STORE" -> with(verb, () -> store(false));
      case "COPY" -> with(verb, () -> copy(false));
      case "MOVE" -> with(verb, () -> move(false));
      default -> throw bad("There is no command " + verb);
    };
  }

  private static Optional<Command> bareCommand(String verb) {
    return switch (verb) {
      case "CAPABILITY" -> Optional.of(new Command.Capability());
      case "NOOP" -> Optional.of(new Command.Noop());
      case "LOGOUT" -> Optional.of(new Command.Logout());
      case "STARTTLS" -> Optional.of(new Command.StartTls());
      case "NAMESPACE" -> Optional.of(new Command.Namespace());
      case "IDLE" -> Optional.of(new Command.Idle());
      case "CHECK" -> Optional.of(new Command.Check());
      case "CLOSE" -> Optional.of(new Command.Close());
      case "UNSELECT" -> Optional.of(new Command.Unselect());
      case "EXPUNGE" -> Optional.of(new Command.Expunge(Optional.empty()));
      default -> Optional.empty();
    };
  }

  /** The arguments of a command. */
  private interface Arguments {
    Command read() throws IOException, CommandRefusedException;
  }

  private Command with(String verb, Arguments arguments)
      throws IOException, CommandRefusedException {
    name = verb;
    tokens.sp();
    return arguments.read();
  }

  private Command login() throws IOException, CommandRefusedException {
    String user = tokens.astringText();
    tokens.sp();
    return new Command.Login(user, tokens.astringText());
  }

  private Command authenticate() throws CommandRefusedException {
    String mechanism = tokens.word();
    if (!tokens.accept(' ')) {
      return new Command.Authenticate(mechanism, Optional.empty());
    }
    // Base64 is an atom, and so is the "=" that stands for a response of no bytes (RFC 4959).
    return new Command.Authenticate(mechanism, Optional.of(tokens.atom()));
  }

  /** CREATE; a separator at the end only says that mailboxes are to follow below (6.3.3). */
  private Command create() throws IOException, CommandRefusedException {
    String given = decoded(tokens.astringText());
    int end = given.length() - 1;
    return new Command.Create(
        named(
            given.endsWith(String.valueOf(MailboxName.SEPARATOR))
                ? given.substring(0, end)
                : given));
  }

  private Command rename() throws IOException, CommandRefusedException {
    MailboxName from = mailbox();
    tokens.sp();
    return new Command.Rename(from, mailbox());
  }

  private Command list(boolean subscribed) throws IOException, CommandRefusedException {
    String reference = decoded(tokens.astringText());
    tokens.sp();
    return new Command.ListMailboxes(reference, decoded(tokens.listMailbox()), subscribed);
  }

  private Command status() throws IOException, CommandRefusedException {
    MailboxName mailbox = mailbox();
    tokens.sp();
    tokens.expect('(');
    var items = new ArrayList<StatusItem>();
    do {
      items.add(statusAtt());
    } while (tokens.accept(' '));
    tokens.expect(')');
    return new Command.Status(mailbox, items);
  }

  private StatusItem statusAtt() throws CommandRefusedException {
    String item = tokens.word();
    try {
      return StatusItem.valueOf(item);
    } catch (IllegalArgumentException e) {
      throw bad("STATUS knows no " + item);
    }
  }

  private Command append() throws IOException, CommandRefusedException {
    MailboxName mailbox = mailbox();
    tokens.sp();
    Flags flags = Flags.NONE;
    if (tokens.peek() == '(') {
      flags = FlagParser.flagList(tokens);
      tokens.sp();
    }
    Optional<Instant> date = Optional.empty();
    if (tokens.peek() == '"') {
      date = Optional.of(DateParser.dateTime(tokens));
      tokens.sp();
    }
    return new Command.Append(mailbox, flags, date, tokens.literalAnnouncement().size());
  }

  private Command fetch(boolean uid) throws IOException, CommandRefusedException {
    SequenceSet messages = SequenceSetParser.sequenceSet(tokens);
    tokens.sp();
    List<FetchAttribute> attributes = new FetchParser(tokens).fetchAttributes();
    return new Command.Fetch(messages, attributes, uid);
  }

  private Command store(boolean uid) throws CommandRefusedException {
    SequenceSet messages = SequenceSetParser.sequenceSet(tokens);
    tokens.sp();
    FlagChange.Mode mode =
        tokens.accept('+')
            ? FlagChange.Mode.ADD
            : tokens.accept('-') ? FlagChange.Mode.REMOVE : FlagChange.Mode.REPLACE;
    String item = tokens.dottedWord();
    if (!item.equals("FLAGS") && !item.equals("FLAGS.SILENT")) {
      throw bad("STORE knows no " + item);
    }
    tokens.sp();
    Flags flags = tokens.peek() == '(' ? FlagParser.flagList(tokens) : FlagParser.flags(tokens);
    return new Command.Store(messages, new FlagChange(mode, flags), item.endsWith(".SILENT"), uid);
  }

  private Command copy(boolean uid) throws IOException, CommandRefusedException {
    SequenceSet messages = SequenceSetParser.sequenceSet(tokens);
    tokens.sp();
    return new Command.Copy(messages, mailbox(), uid);
  }

  private Command move(boolean uid) throws IOException, CommandRefusedException {
    SequenceSet messages = SequenceSetParser.sequenceSet(tokens);
    tokens.sp();
    return new Command.Move(messages, mailbox(), uid);
  }

  private MailboxName mailbox() throws IOException, CommandRefusedException {
    return named(decoded(tokens.astringText()));
  }

  private static MailboxName named(String name) throws CommandRefusedException {
    if (name.isEmpty()) {
      throw no("[CANNOT] Invalid mailbox name.");
    }
    return new MailboxName(name);
  }

  private static String decoded(String name) throws CommandRefusedException {
    if (!name.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
      throw no("[CANNOT] A mailbox name is written in modified UTF-7.");
    }
    try {
      return ModifiedUtf7.decode(name);
    } catch (IllegalArgumentException e) {
      throw no("[CANNOT] The mailbox name is not valid modified UTF-7.");
    }
  }
}
