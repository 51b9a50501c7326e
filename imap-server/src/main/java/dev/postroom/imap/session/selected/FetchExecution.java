package dev.postroom.imap.session.selected;

import dev.postroom.imap.command.Command;
import dev.postroom.imap.command.Extension;
import dev.postroom.imap.command.FetchAttribute;
import dev.postroom.imap.command.FetchAttribute.Item;
import dev.postroom.imap.mailbox.FlagChange;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MessageContent;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.message.MimeMessage;
import dev.postroom.imap.session.selected.FetchValues.Value;
import dev.postroom.imap.session.state.Outcome;
import dev.postroom.imap.session.state.SessionScope;
import dev.postroom.imap.session.view.MailboxView;
import dev.postroom.imap.wire.ResponseEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * FETCH (RFC 3501 section 6.4.5). What a message's response says is found out before its first byte
 * is sent, so that a message that cannot be read costs only its own response.
 */
final class FetchExecution {

  private static final FlagChange SEEN =
      new FlagChange(FlagChange.Mode.ADD, Flags.of(SystemFlag.SEEN));

  /** What the session knows without asking the mailbox. */
  private static final Set<Item> KNOWN = EnumSet.of(Item.FLAGS, Item.UID, Item.MODSEQ);

  private final SessionScope session;
  private final MailboxView view;
  private final ResponseEncoder out;
  private final FetchValues fetched;
  private final List<FetchAttribute> attributes;
  private final boolean byUid;
  private final boolean readsContent;
  private final boolean setsSeen;
  private final Progress progress;

  /** Why the first of the messages could not be read or marked that could not. */
  private MailboxException failure;

  /**
   * @param progress is told how far this is, for what is said of small messages may be long in the
   *     buffer
   */
  FetchExecution(SessionScope session, MailboxView view, Command.Fetch fetch, Progress progress) {
    this.session = session;
    this.progress = progress;
    this.view = view;
    this.out = session.out();
    this.fetched = new FetchValues(session, view);
    this.attributes = withImplied(fetch);
    this.byUid = fetch.uid();
    this.readsContent = !KNOWN.containsAll(attributes);
    this.setsSeen =
        !view.mailbox().readOnly() && attributes.stream().anyMatch(FetchAttribute::setsSeen);
  }

  /**
   * UID FETCH tells the UID whether or not it was asked for (section 6.4.8), and CHANGEDSINCE the
   * mod-sequence (RFC 7162 section 3.1.4.1).
   */
  private static List<FetchAttribute> withImplied(Command.Fetch fetch) {
    var all = new ArrayList<FetchAttribute>();
    if (fetch.uid() && !fetch.attributes().contains(Item.UID)) {
      all.add(Item.UID);
    }
    all.addAll(fetch.attributes());
    if (fetch.changedSince().isPresent() && !fetch.attributes().contains(Item.MODSEQ)) {
      all.add(Item.MODSEQ);
    }
    return all;
  }

  /**
   * Answers for each message that can be read.
   *
   * @throws MailboxException at the end, when one could not: the client has got all others
   */
  Outcome.Answer run(int[] sequences) throws IOException, MailboxException {
    boolean complete = true;
    for (int done = 0; done < sequences.length; done++) {
      progress.at(done, sequences.length);
      try {
        complete &= fetch(sequences[done]);
      } catch (MailboxException unreadable) {
        if (unreadable.reason() == MailboxException.Reason.EXPUNGE_ISSUED) {
          complete = false;
        } else {
          failed(unreadable);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
    // A UID that is no message's is passed over (section 6.4.8), and that it is gone is told with
    // this answer.
    return complete || byUid
        ? Outcome.Answer.ok("FETCH completed.")
        : Outcome.Answer.no("[EXPUNGEISSUED] Some of the messages no longer exist.");
  }

  /** Answers for one message; false when there is nothing left of it. */
  private boolean fetch(int sequence) throws IOException, MailboxException {
    if (view.tracker().hasVanished(sequence)) {
      return false;
    }
    if (!readsContent) {
      respond(sequence, attributes.stream().map(a -> fetched.known(sequence, a)).toList());
      return true;
    }
    Optional<MessageContent> content = view.mailbox().content(view.tracker().uid(sequence));
    if (content.isEmpty()) {
      return false;
    }
    var values = new ArrayList<Value>();
    try {
      var message = new MimeMessage(content.get());
      for (FetchAttribute attribute : attributes) {
        values.add(fetched.value(sequence, attribute, content.get(), message));
      }
      // Only now, for a message that could not be read is not seen.
      if (setsSeen && markSeen(sequence)) {
        toldOfSeen().forEach(item -> values.add(fetched.known(sequence, item)));
      }
      respond(sequence, values);
      return true;
    } finally {
      for (Value value : values) {
        value.close();
      }
    }
  }

  /** What the client must know of a message that it has made seen, and has not asked for. */
  private List<Item> toldOfSeen() {
    List<Item> told =
        session.enabled().has(Extension.CONDSTORE)
            // RFC 7162 section 3.2.4.
            ? List.of(Item.FLAGS, Item.UID, Item.MODSEQ)
            : List.of(Item.FLAGS);
    return told.stream().filter(item -> !attributes.contains(item)).toList();
  }

  private boolean markSeen(int sequence) {
    if (view.tracker().flags(sequence).has(SystemFlag.SEEN)) {
      return false;
    }
    long uid = view.tracker().uid(sequence);
    try {
      Map<Long, MessageState> now =
          view.mailbox().store(new TreeSet<>(List.of(uid)), SEEN, OptionalLong.empty()).now();
      now.values().forEach(view::stored);
      return !now.isEmpty();
    } catch (MailboxException unwritable) {
      // No reason to withhold the message.
      failed(unwritable);
      return false;
    }
  }

  private void failed(MailboxException cause) {
    if (failure == null) {
      failure = cause;
    }
  }

  private void respond(int sequence, List<Value> values) throws IOException {
    view.announceKeywords(view.tracker().flags(sequence).keywords());
    out.raw("* ").number(sequence).raw(" FETCH (");
    boolean first = true;
    for (Value value : values) {
      if (!first) {
        out.sp();
      }
      first = false;
      value.write();
    }
    out.raw(")").crlf();
  }
}
