package dev.postroom.imap.command;

import static dev.postroom.imap.command.CommandRefusedException.bad;
import static dev.postroom.imap.command.Grammar.bare;
import static dev.postroom.imap.command.MailboxNameParser.mailbox;
import static java.util.Map.entry;

import dev.postroom.imap.mailbox.FlagChange;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.MailboxName;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The commands on messages (RFC 3501 section 6.4), and APPEND. */
final class MessageGrammar {

  static final Map<String, Grammar> COMMANDS =
      Map.ofEntries(
          entry("APPEND", Grammar.of(MessageGrammar::append)),
          entry("CHECK", bare(Command.Check::new)),
          entry("CLOSE", bare(Command.Close::new)),
          entry("UNSELECT", bare(Command.Unselect::new)),
          entry("EXPUNGE", bare(() -> new Command.Expunge(Optional.empty()))),
          entry("UID EXPUNGE", Grammar.of(MessageGrammar::uidExpunge)),
          entry("FETCH", Grammar.of(tokens -> fetch(tokens, false))),
          entry("UID FETCH", Grammar.of(tokens -> fetch(tokens, true))),
          entry("STORE", Grammar.of(tokens -> store(tokens, false))),
          entry("UID STORE", Grammar.of(tokens -> store(tokens, true))),
          entry("COPY", Grammar.of(tokens -> copy(tokens, false))),
          entry("UID COPY", Grammar.of(tokens -> copy(tokens, true))),
          entry("MOVE", Grammar.of(tokens -> move(tokens, false))),
          entry("UID MOVE", Grammar.of(tokens -> move(tokens, true))));

  private MessageGrammar() {}

  private static Command append(Tokens tokens) throws IOException, CommandRefusedException {
    MailboxName mailbox = mailbox(tokens);
    tokens.sp();
    return new Command.Append(mailbox, new AppendParser(tokens).message());
  }

  private static Command uidExpunge(Tokens tokens) throws CommandRefusedException {
    return new Command.Expunge(Optional.of(SequenceSetParser.sequenceSet(tokens)));
  }

  private static Command fetch(Tokens tokens, boolean uid)
      throws IOException, CommandRefusedException {
    SequenceSet messages = SequenceSetParser.sequenceSet(tokens);
    tokens.sp();
    List<FetchAttribute> attributes = new FetchParser(tokens).fetchAttributes();
    return new Command.Fetch(
        messages, attributes, ModSequenceParser.fetchModifiers(tokens, uid), uid);
  }

  private static Command store(Tokens tokens, boolean uid) throws CommandRefusedException {
    SequenceSet messages = SequenceSetParser.sequenceSet(tokens);
    tokens.sp();
    OptionalLong unchangedSince = ModSequenceParser.storeModifiers(tokens);
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
    return new Command.Store(
        messages, unchangedSince, new FlagChange(mode, flags), item.endsWith(".SILENT"), uid);
  }

  private static Command copy(Tokens tokens, boolean uid)
      throws IOException, CommandRefusedException {
    SequenceSet messages = SequenceSetParser.sequenceSet(tokens);
    tokens.sp();
    return new Command.Copy(messages, mailbox(tokens), uid);
  }

  private static Command move(Tokens tokens, boolean uid)
      throws IOException, CommandRefusedException {
    SequenceSet messages = SequenceSetParser.sequenceSet(tokens);
    tokens.sp();
    return new Command.Move(messages, mailbox(tokens), uid);
  }
}
