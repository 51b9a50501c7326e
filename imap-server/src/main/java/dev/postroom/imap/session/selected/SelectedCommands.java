package dev.postroom.imap.session.selected;

import dev.postroom.imap.command.Command;
import dev.postroom.imap.command.CommandRefusedException;
import dev.postroom.imap.command.Extension;
import dev.postroom.imap.command.FetchAttribute.Item;
import dev.postroom.imap.command.SequenceSet;
import dev.postroom.imap.mailbox.MailStore.AssignedUids;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.acl.Right;
import dev.postroom.imap.session.input.CommandReader;
import dev.postroom.imap.session.state.Outcome;
import dev.postroom.imap.session.state.Refusals;
import dev.postroom.imap.session.state.SessionScope;
import dev.postroom.imap.session.view.MailboxView;
import dev.postroom.imap.session.view.Resynchronization;
import dev.postroom.imap.session.view.UidRanges;
import dev.postroom.imap.wire.ResponseEncoder;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The commands on the messages of the selected mailbox (RFC 3501 section 6.4). */
public final class SelectedCommands {

  private static final Outcome.Answer READ_ONLY =
      Outcome.Answer.no("[READ-ONLY] The mailbox is selected read-only.");

  private final SessionScope session;
  private final MailboxView view;
  private final ResponseEncoder out;

  public SelectedCommands(SessionScope session, MailboxView view) {
    this.session = session;
    this.view = view;
    this.out = session.out();
  }

  /**
   * Runs a command on the selected mailbox.
   *
   * @param tag of the command, which ESEARCH (RFC 4731) and INPROGRESS (RFC 9585) tell
   */
  public Outcome run(String tag, Command.Selected command, CommandReader reader)
      throws IOException, MailboxException, CommandRefusedException {
    return switch (command) {
      case Command.Check _ -> check();
      case Command.Close _ -> close();
      case Command.Unselect _ -> unselect();
      case Command.Expunge expunge -> expunge(expunge);
      case Command.Searching searching ->
          new SearchCommands(session, view, reader::clientGone, progress(tag)).run(tag, searching);
      case Command.Fetch fetch -> fetch(fetch, progress(tag));
      case Command.Store store -> store(store);
      case Command.Copy copy -> copy(copy);
      case Command.Move move -> move(move);
    };
  }

  private Outcome.Answer check() throws MailboxException {
    view.refresh();
    return Outcome.Answer.ok("CHECK completed");
  }

  private Outcome.Answer expunge(Command.Expunge command) throws MailboxException {
    if (view.mailbox().readOnly()) {
      return READ_ONLY;
    }
    Optional<SortedSet<Long>> only =
        command.uids().map(set -> uids(view.tracker().sequencesOfUids(set)));
    view.mailbox().expunge(only);
    return Outcome.Answer.ok(highestModSeq() + "EXPUNGE completed");
  }

  /**
   * CLOSE expunges without a word (section 6.4.2), also about how far the mod-sequence has come
   * (RFC 7162 section 3.2.8).
   */
  private Outcome.Answer close() throws MailboxException {
    if (!view.mailbox().readOnly() && may(Right.EXPUNGE)) {
      view.mailbox().expunge(Optional.empty());
    }
    session.leaveMailbox();
    return Outcome.Answer.ok("mailbox closed.");
  }

  private Outcome.Answer unselect() {
    session.leaveMailbox();
    return Outcome.Answer.ok("UNSELECT completed");
  }

  private Progress progress(String tag) {
    return new Progress(out, session.services().clock(), tag);
  }

  private Outcome.Answer fetch(Command.Fetch fetch, Progress progress)
      throws IOException, MailboxException, CommandRefusedException {
    int[] sequences = sequences(fetch.messages(), fetch.uid());
    if (fetch.changedSince().isPresent()) {
      session.enable(Extension.CONDSTORE);
      long since = fetch.changedSince().get().modSeq();
      if (fetch.changedSince().get().vanished()) {
        new Resynchronization(out, view)
            .vanished(fetch.messages().withSaved(view.tracker().saved()), since);
      }
      sequences = Arrays.stream(sequences).filter(n -> view.tracker().modSeq(n) > since).toArray();
    } else if (fetch.attributes().contains(Item.MODSEQ)) {
      session.enable(Extension.CONDSTORE);
    }
    return new FetchExecution(session, view, fetch, progress).run(sequences);
  }

  private Outcome.Answer store(Command.Store store)
      throws IOException, MailboxException, CommandRefusedException {
    if (view.mailbox().readOnly()) {
      return READ_ONLY;
    }
    int[] sequences = sequences(store.messages(), store.uid());
    return new StoreExecution(session, view, store).run(sequences, uids(sequences));
  }

  private Outcome.Answer copy(Command.Copy copy) throws CommandRefusedException {
    SortedSet<Long> uids = uids(sequences(copy.messages(), copy.uid()));
    if (uids.isEmpty()) {
      return Outcome.Answer.ok("COPY completed.");
    }
    try {
      AssignedUids assigned = view.mailbox().copy(uids, copy.destination());
      return Outcome.Answer.ok(
          assigned.destinations().isEmpty()
              ? "COPY completed."
              : copyUid(assigned) + " COPY completed.");
    } catch (MailboxException e) {
      return Refusals.answerWithTryCreate(e);
    }
  }

  /**
   * MOVE (RFC 6851). The client learns the new UIDs before it hears that the old ones are gone
   * (section 4.3).
   */
  private Outcome.Answer move(Command.Move move)
      throws IOException, MailboxException, CommandRefusedException {
    if (view.mailbox().readOnly()) {
      return READ_ONLY;
    }
    SortedSet<Long> uids = uids(sequences(move.messages(), move.uid()));
    if (uids.isEmpty()) {
      return Outcome.Answer.ok("MOVE completed.");
    }
    AssignedUids assigned;
    try {
      assigned = view.mailbox().move(uids, move.destination());
    } catch (MailboxException e) {
      return Refusals.answerWithTryCreate(e);
    }
    if (!assigned.destinations().isEmpty()) {
      out.raw("* OK ").raw(copyUid(assigned)).raw(" Moved.").crlf();
    }
    return Outcome.Answer.ok(highestModSeq() + "MOVE completed.");
  }

  /**
   * The response code with which a client that goes by it may note how far it has come (RFC 7162
   * sections 3.2.7 and 3.2.9). Taken before the changes are told, so that none can be missed.
   */
  private String highestModSeq() {
    return session.enabled().has(Extension.QRESYNC)
        ? "[HIGHESTMODSEQ %d] ".formatted(view.mailbox().highestModSeq())
        : "";
  }

  private boolean may(Right right) {
    return view.mailbox().rights().map(rights -> rights.has(right)).orElse(true);
  }

  /** The response code of UIDPLUS (RFC 4315 section 3). */
  private static String copyUid(AssignedUids assigned) {
    return "[COPYUID %d %s %s]"
        .formatted(
            assigned.uidValidity(),
            UidRanges.of(assigned.sources()),
            UidRanges.of(assigned.destinations()));
  }

  private int[] sequences(SequenceSet set, boolean uid) throws CommandRefusedException {
    return uid ? view.tracker().sequencesOfUids(set) : view.tracker().sequences(set);
  }

  private SortedSet<Long> uids(int[] sequences) {
    var uids = new TreeSet<Long>();
    Arrays.stream(sequences).mapToObj(view.tracker()::uid).forEach(uids::add);
    return uids;
  }
}
