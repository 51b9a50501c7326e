package dev.postroom.imap.maildir.keywords;

import dev.postroom.imap.mailbox.FlagChange;
import dev.postroom.imap.mailbox.FlagChange.Mode;
import dev.postroom.imap.maildir.files.StagedMessage;
import dev.postroom.imap.maildir.view.FolderView;
import dev.postroom.imap.maildir.view.IndexStamps;
import dev.postroom.imap.maildir.view.StoredMessage;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The keywords in a folder's view, kept in step with {@code courierimapkeywords}. Without a
 * directory, where IMAP_KEYWORDS is 0, no message has any and those that clients set are passed
 * over. Guarded by the folder's lock; changes are made under its lock file too.
 */
public final class FolderKeywords {

  /** The longest keyword that a client may set, in characters. */
  public static final int MAX_LENGTH = 128;

  /**
   * So many different keywords a client may bring into use in one folder: each is named in every
   * FLAGS response. What other programs set above that is shown and kept.
   */
  public static final int MAX_DISTINCT = 256;

  /** How often a change of one message begins again because others change it too. */
  private static final int MAX_ATTEMPTS = 100;

  private final FolderView view;
  private final Optional<KeywordDirectory> directory;
  private Set<StoredMessage> foreign = new LinkedHashSet<>();

  /** Whether the view has keywords of which the directory was never read. */
  private boolean restored;

  public FolderKeywords(FolderView view, Optional<KeywordDirectory> directory) {
    this.view = view;
    this.directory = directory;
  }

  /** Whether messages can have keywords. */
  public boolean areOn() {
    return directory.isPresent();
  }

  /** Whether the view cannot differ from the disk. */
  public boolean areUpToDate() throws IOException {
    return directory.isEmpty() || directory.get().isUpToDate();
  }

  /** When they were read. */
  public Optional<IndexStamps.Keywords> listed() {
    return directory.flatMap(KeywordDirectory::listed);
  }

  /** Takes the view, which is restored from an index, for read when these were the stamps. */
  public void restore(Optional<IndexStamps.Keywords> stamps) {
    if (directory.isEmpty()) {
      view.messages().forEach(message -> view.setKeywords(message, Set.of()));
      return;
    }
    directory.get().restore(stamps);
    restored = true;
  }

  /**
   * Brings the view up to the disk.
   *
   * @param added messages that are new to the view
   */
  public void refresh(Collection<StoredMessage> added) throws IOException {
    if (directory.isEmpty()) {
      return;
    }
    if (!directory.get().isUpToDate() || (restored && !added.isEmpty())) {
      adoptAll(directory.get(), directory.get().read());
    }
    added.forEach(message -> adopt(directory.get(), message));
  }

  /** Merges the changes on disk if there are many or old ones. The view must be up to date. */
  public void mergeIfDue() throws IOException {
    if (directory.isPresent() && directory.get().isMergeDue()) {
      adoptAll(directory.get(), directory.get().merge(list()));
    }
  }

  /** Takes the messages whose keywords others changed. */
  public Set<StoredMessage> takeForeign() {
    Set<StoredMessage> taken = foreign;
    foreign = new LinkedHashSet<>();
    return taken;
  }

  /** Whether a change may concern keywords of messages. */
  public boolean areConcernedBy(FlagChange change) {
    return areOn() && (change.mode() == Mode.REPLACE || !change.flags().keywords().isEmpty());
  }

  /**
   * Changes keywords on disk and in the view.
   *
   * @param changed takes the messages that have other keywords now, also when this fails for others
   * @throws KeywordLimitException before anything is changed
   */
  public void change(
      Collection<StoredMessage> messages, FlagChange change, Consumer<StoredMessage> changed)
      throws IOException {
    refresh(List.of());
    if (change.mode() != Mode.REMOVE) {
      requireWithinLimits(change.flags().keywords());
    }
    List<StoredMessage> concerned =
        messages.stream().filter(message -> !now(message, change).equals(had(message))).toList();
    if (concerned.isEmpty()) {
      return;
    }
    KeywordDirectory disk = directory.orElseThrow();
    try (KeywordChanges changes = disk.begin()) {
      for (StoredMessage message : concerned) {
        change(message, change, disk, changes);
        changed.accept(message);
      }
    }
    disk.sync();
  }

  /**
   * Gives keywords to messages that are about to be delivered.
   *
   * @throws KeywordLimitException before anything is changed
   */
  public void deliver(Collection<StagedMessage> staged) throws IOException {
    if (directory.isEmpty() || staged.stream().allMatch(m -> m.keywords().isEmpty())) {
      return;
    }
    Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    staged.forEach(message -> all.addAll(message.keywords()));
    requireWithinLimits(all);
    try (KeywordChanges changes = directory.get().begin()) {
      for (StagedMessage message : staged) {
        if (!message.keywords().isEmpty()) {
          // The name is new, so nobody can have changed it.
          changes.change(message.name().base(), view.spelled(message.keywords()));
        }
      }
    }
    directory.get().sync();
  }

  /** What a delivered message has. */
  public void delivered(StagedMessage message, StoredMessage stored) {
    if (areOn()) {
      view.setKeywords(stored, message.keywords());
    }
  }

  /** Takes the keywords of a message away that was not delivered after all. */
  public void withdraw(StagedMessage message) throws IOException {
    if (directory.isPresent() && !message.keywords().isEmpty()) {
      directory.get().withdraw(message.name().base());
    }
  }

  /** Keeps the keywords of a message whose base is another one now. */
  public void rebased(StoredMessage message) throws IOException {
    if (directory.isPresent() && !message.flags().keywords().isEmpty()) {
      try (KeywordChanges changes = directory.get().begin()) {
        changes.change(message.base(), message.flags().keywords());
      }
    }
  }

  private static Set<String> had(StoredMessage message) {
    return message.flags().keywords();
  }

  private SortedSet<String> now(StoredMessage message, FlagChange change) {
    return view.spelled(change.applyTo(message.flags()).keywords());
  }

  private void change(
      StoredMessage message, FlagChange change, KeywordDirectory disk, KeywordChanges changes)
      throws IOException {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      SortedSet<String> after = now(message, change);
      if (after.equals(had(message))) {
        return;
      }
      if (changes.change(message.base(), after)) {
        view.setKeywords(message, after);
        return;
      }
      adoptAll(disk, disk.read());
      // The view may not know all messages here, so that the list keeps those it does not.
      adoptAll(disk, disk.merge(disk.all()));
    }
    throw new IOException("the keywords of " + message.base() + " change all the time");
  }

  private void adoptAll(KeywordDirectory disk, Set<String> bases) {
    if (restored) {
      restored = false;
      view.messages().stream()
          .filter(message -> !message.flags().keywords().isEmpty())
          .forEach(message -> adopt(disk, message));
    }
    bases.forEach(base -> view.find(base).ifPresent(message -> adopt(disk, message)));
  }

  private void adopt(KeywordDirectory disk, StoredMessage message) {
    Set<String> before = message.flags().keywords();
    SortedSet<String> now = disk.keywords(message.base());
    if (!before.equals(now)) {
      view.setKeywords(message, now);
      foreign.add(message);
    }
  }

  private KeywordList list() {
    var keywords = new LinkedHashMap<String, SortedSet<String>>();
    for (StoredMessage message : view.messages()) {
      if (!message.flags().keywords().isEmpty()) {
        keywords.put(message.base(), view.spelled(message.flags().keywords()));
      }
    }
    return new KeywordList(keywords);
  }

  private void requireWithinLimits(Set<String> keywords) throws KeywordLimitException {
    for (String keyword : keywords) {
      if (keyword.length() > MAX_LENGTH) {
        throw new KeywordLimitException(
            "A keyword has at most " + MAX_LENGTH + " characters here.");
      }
    }
    long fresh = keywords.stream().filter(keyword -> !view.keywords().contains(keyword)).count();
    if (fresh > 0 && view.keywords().size() + fresh > MAX_DISTINCT) {
      throw new KeywordLimitException(
          "A mailbox has at most " + MAX_DISTINCT + " different keywords here.");
    }
  }
}
