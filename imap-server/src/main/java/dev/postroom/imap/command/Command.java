package dev.postroom.imap.command;

import dev.postroom.imap.mailbox.FlagChange;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.SpecialUse;
import dev.postroom.imap.mailbox.StatusItem;
import dev.postroom.imap.mailbox.acl.AclChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What a client can ask, one record per command of RFC 3501 section 6 and of the extensions. */
public sealed interface Command {

  /** In any state. */
  sealed interface Any extends Command {}

  /** Only before authentication. */
  sealed interface NotAuthenticated extends Command {}

  /** Once authenticated, with or without a mailbox selected. */
  sealed interface Authenticated extends Command {}

  /** Only while a mailbox is selected. */
  sealed interface Selected extends Command {}

  record Capability() implements Any {}

  record Noop() implements Any {}

  record Logout() implements Any {}

  /** ID (RFC 2971): what the client says of itself, in its order; nothing for {@code NIL}. */
  record Id(List<IdField> fields) implements Any {
    public Id {
      fields = List.copyOf(fields);
    }
  }

  /** One statement of a client about itself; no value where it is {@code NIL}. */
  record IdField(String name, Optional<String> value) {}

  /** ENABLE (RFC 5161): what is asked for, as far as it can be turned on anywhere. */
  record Enable(List<Extension> extensions) implements Authenticated {
    public Enable {
      extensions = List.copyOf(extensions);
    }
  }

  /** COMPRESS (RFC 4978); the mechanism in upper case. */
  record Compress(String mechanism) implements Any {}

  record StartTls() implements NotAuthenticated {}

  record Login(String user, String password) implements NotAuthenticated {
    @Override
    public String toString() {
      return "Login[" + user + "]";
    }
  }

  /** AUTHENTICATE; the initial response only where a client sends one (RFC 4959). */
  record Authenticate(String mechanism, Optional<String> initialResponse)
      implements NotAuthenticated {
    @Override
    public String toString() {
      return "Authenticate[" + mechanism + "]";
    }
  }

  /** SELECT, or EXAMINE where it is read-only. */
  record Select(MailboxName mailbox, boolean readOnly, SelectParameters parameters)
      implements Authenticated {
    public Select(MailboxName mailbox, boolean readOnly) {
      this(mailbox, readOnly, SelectParameters.NONE);
    }
  }

  /** CREATE, and for what (RFC 6154). */
  record Create(MailboxName mailbox, Set<SpecialUse> uses) implements Authenticated {
    public Create {
      uses = Set.copyOf(uses);
    }
  }

  record Delete(MailboxName mailbox) implements Authenticated {}

  record Rename(MailboxName from, MailboxName to) implements Authenticated {}

  record Subscribe(MailboxName mailbox) implements Authenticated {}

  record Unsubscribe(MailboxName mailbox) implements Authenticated {}

  /**
   * LIST (RFC 5258); reference and patterns may be empty texts.
   *
   * @param status what STATUS is to tell of each mailbox (RFC 5819); empty for nothing
   * @param extended whether anything of it goes beyond RFC 3501
   */
  record ListMailboxes(
      String reference,
      List<String> patterns,
      Set<ListSelection> selection,
      Set<ListReturn> returned,
      List<StatusItem> status,
      boolean extended)
      implements Authenticated {

    /** All mailboxes, as RFC 9051 tells of one. */
    public static final ListMailboxes EVERYTHING =
        new ListMailboxes("", List.of("*"), Set.of(), Set.of(), List.of(), true);

    public ListMailboxes {
      patterns = List.copyOf(patterns);
      selection = Set.copyOf(selection);
      returned = Set.copyOf(returned);
      status = List.copyOf(status);
    }
  }

  /** Which mailboxes LIST is about. */
  enum ListSelection {
    SUBSCRIBED,
    /** Those on other servers too, of which there are none. */
    REMOTE,
    /** Those too that only have a mailbox below them which the other options select. */
    RECURSIVEMATCH,
    SPECIAL_USE
  }

  /** What LIST tells of each. */
  enum ListReturn {
    SUBSCRIBED,
    CHILDREN,
    SPECIAL_USE,
    /** RFC 8440. */
    MYRIGHTS
  }

  /** LSUB; both texts may be empty. */
  record ListSubscribed(String reference, String pattern) implements Authenticated {}

  record Namespace() implements Authenticated {}

  record Status(MailboxName mailbox, List<StatusItem> items) implements Authenticated {
    public Status {
      items = List.copyOf(items);
    }
  }

  /** APPEND up to its first message, which has not been asked for yet (RFC 3501, RFC 3502). */
  record Append(MailboxName mailbox, AppendMessage first) implements Authenticated {}

  /**
   * A message of an APPEND up to its literal.
   *
   * @param size in bytes
   * @param syntax how the message is sent
   */
  record AppendMessage(Flags flags, Optional<Instant> date, long size, AppendSyntax syntax) {}

  /** How APPEND can bring a message ({@code append-data}). */
  enum AppendSyntax {
    /** {@code literal}: without NUL. */
    LITERAL,
    /** {@code literal8} (RFC 3516). */
    LITERAL8,
    /** {@code UTF8 (literal8)}: its header may hold UTF-8 (RFC 6855 section 4). */
    UTF8
  }

  /** The commands of ACL (RFC 4314). */
  sealed interface AclCommand extends Authenticated {}

  /** SETACL and DELETEACL. */
  record ChangeAcl(MailboxName mailbox, AclChange change) implements AclCommand {}

  record GetAcl(MailboxName mailbox) implements AclCommand {}

  /** LISTRIGHTS; the identifier as the client has it. */
  record ListRights(MailboxName mailbox, String identifier) implements AclCommand {}

  record MyRights(MailboxName mailbox) implements AclCommand {}

  /** The commands of QUOTA (RFC 2087). */
  sealed interface QuotaCommand extends Authenticated {}

  record GetQuota(String root) implements QuotaCommand {}

  record GetQuotaRoot(MailboxName mailbox) implements QuotaCommand {}

  record SetQuota(String root) implements QuotaCommand {}

  record Idle() implements Authenticated {}

  record Check() implements Selected {}

  record Close() implements Selected {}

  /** Leaves the mailbox as CLOSE does, and expunges nothing (RFC 3691). */
  record Unselect() implements Selected {}

  /** EXPUNGE, or UID EXPUNGE where UIDs are given. */
  record Expunge(Optional<SequenceSet> uids) implements Selected {}

  /** What goes through all messages: SEARCH, SORT and THREAD. */
  sealed interface Searching extends Selected {
    SearchCriteria criteria();

    /** Whether the answer has UIDs. */
    boolean uid();
  }

  /**
   * SEARCH.
   *
   * @param returns what is to be told, in an ESEARCH response (RFC 4731); empty without RETURN
   */
  record Search(SearchCriteria criteria, Optional<Set<SearchReturn>> returns, boolean uid)
      implements Searching {}

  /**
   * SORT (RFC 5256 section 3).
   *
   * @param order the first counts most
   * @param returns as with SEARCH (RFC 5267 section 3)
   */
  record Sort(
      List<SortCriterion> order,
      SearchCriteria criteria,
      Optional<Set<SearchReturn>> returns,
      boolean uid)
      implements Searching {
    public Sort {
      order = List.copyOf(order);
    }
  }

  /** THREAD (RFC 5256 section 3). */
  record Thread(ThreadAlgorithm algorithm, SearchCriteria criteria, boolean uid)
      implements Searching {}

  /** How messages are put into threads, by its name on the wire. */
  enum ThreadAlgorithm {
    ORDEREDSUBJECT,
    REFERENCES
  }

  /**
   * FETCH.
   *
   * @param changedSince only messages that changed since then
   */
  record Fetch(
      SequenceSet messages,
      List<FetchAttribute> attributes,
      Optional<ChangedSince> changedSince,
      boolean uid)
      implements Selected {
    public Fetch {
      attributes = List.copyOf(attributes);
    }

    public Fetch(SequenceSet messages, List<FetchAttribute> attributes, boolean uid) {
      this(messages, attributes, Optional.empty(), uid);
    }
  }

  /**
   * CHANGEDSINCE (RFC 7162 section 3.1.4.1).
   *
   * @param modSeq what has a higher one has changed
   * @param vanished whether to tell what was expunged since (section 3.2.6)
   */
  record ChangedSince(long modSeq, boolean vanished) {}

  /**
   * STORE.
   *
   * @param unchangedSince messages with a higher mod-sequence are left alone (RFC 7162)
   */
  record Store(
      SequenceSet messages,
      OptionalLong unchangedSince,
      FlagChange change,
      boolean silent,
      boolean uid)
      implements Selected {
    public Store(SequenceSet messages, FlagChange change, boolean silent, boolean uid) {
      this(messages, OptionalLong.empty(), change, silent, uid);
    }
  }

  record Copy(SequenceSet messages, MailboxName destination, boolean uid) implements Selected {}

  /** MOVE and UID MOVE (RFC 6851). */
  record Move(SequenceSet messages, MailboxName destination, boolean uid) implements Selected {}
}
