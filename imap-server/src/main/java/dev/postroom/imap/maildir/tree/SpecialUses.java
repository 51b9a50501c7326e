package dev.postroom.imap.maildir.tree;

import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.SpecialUse;
import dev.postroom.imap.maildir.files.DotLock;
import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.FolderLocks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What clients have said that the mailboxes of a Maildir are for (RFC 6154), which Courier has no
 * file for:
 *
 * <pre>
 * postroom-special-use = *(use *("," use) SP name LF)
 * use                  = "\Archive" / "\Drafts" / "\Junk" / "\Sent" / "\Trash"
 * name                 = UTF-8, such as INBOX.Sent
 * </pre>
 *
 * A mailbox keeps its uses when it is renamed and loses them when it is deleted. What another
 * program deleted still stands there, and does no harm: only mailboxes that exist are listed, and
 * making one anew sets what it is for anew. Other lines are passed over.
 */
public final class SpecialUses {

  static final String FILE = "postroom-special-use";

  private final FolderDirectory maildir;
  private final DurableFiles files;
  private final FolderLocks locks;
  private final ReentrantLock mutex = new ReentrantLock();

  public SpecialUses(FolderDirectory maildir, DurableFiles files, FolderLocks locks) {
    this.maildir = maildir;
    this.files = files;
    this.locks = locks;
  }

  /** The uses of each mailbox that somebody gave any. */
  public Map<MailboxName, Set<SpecialUse>> read() throws IOException {
    try {
      return parse(Files.readString(file(), StandardCharsets.UTF_8));
    } catch (NoSuchFileException none) {
      return Map.of();
    }
  }

  /** Says what a mailbox is for, and nothing else from now on. */
  public void set(MailboxName name, Set<SpecialUse> uses) throws IOException {
    update(
        all -> {
          all.remove(name);
          if (!uses.isEmpty()) {
            all.put(name, uses);
          }
          return all;
        });
  }

  /** Follows the renaming of a mailbox and of all below it. */
  public void rename(MailboxName from, MailboxName to) throws IOException {
    update(
        all -> {
          var renamed = new TreeMap<MailboxName, Set<SpecialUse>>();
          all.forEach((name, uses) -> renamed.put(name.moved(from, to), uses));
          return renamed;
        });
  }

  private void update(UnaryOperator<TreeMap<MailboxName, Set<SpecialUse>>> change)
      throws IOException {
    mutex.lock();
    try (DotLock.Held _ = locks.acquire(maildir.lock())) {
      Map<MailboxName, Set<SpecialUse>> before = read();
      Map<MailboxName, Set<SpecialUse>> after = change.apply(new TreeMap<>(before));
      if (!after.equals(before)) {
        files.replace(file(), render(after).getBytes(StandardCharsets.UTF_8), maildir.tmp());
      }
    } finally {
      mutex.unlock();
    }
  }

  static Map<MailboxName, Set<SpecialUse>> parse(String file) {
    var all = new TreeMap<MailboxName, Set<SpecialUse>>();
    for (String line : file.lines().toList()) {
      int space = line.indexOf(' ');
      if (space > 0 && space < line.length() - 1) {
        var uses = EnumSet.noneOf(SpecialUse.class);
        Arrays.stream(line.substring(0, space).split(","))
            .forEach(use -> SpecialUse.of(use).ifPresent(uses::add));
        if (!uses.isEmpty()) {
          all.put(new MailboxName(line.substring(space + 1)), uses);
        }
      }
    }
    return Collections.unmodifiableMap(all);
  }

  static String render(Map<MailboxName, Set<SpecialUse>> all) {
    var text = new StringBuilder();
    all.forEach(
        (name, uses) ->
            text.append(
                    uses.stream()
                        .map(SpecialUse::attribute)
                        .sorted()
                        .collect(Collectors.joining(",")))
                .append(' ')
                .append(name)
                .append('\n'));
    return text.toString();
  }

  private Path file() {
    return maildir.path().resolve(FILE);
  }
}
