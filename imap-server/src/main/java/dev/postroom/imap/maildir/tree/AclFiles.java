package dev.postroom.imap.maildir.tree;

import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.acl.AccessControlList;
import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.FolderDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The access control lists of a Maildir: {@code courierimapacl} in each folder. A folder that has
 * none gets a copy of its parent's when it is first looked at. A folder that is only a name above
 * others has its list in {@code courierimaphieracl} of the Maildir, from where it is moved when the
 * folder is made. INBOX needs no file until its list is changed.
 */
public final class AclFiles {

  static final String FILE = "courierimapacl";
  static final String ABOVE = "courierimaphieracl";

  /** As in Courier. */
  static final Duration STALE_AFTER = Duration.ofHours(1);

  private static final Logger LOG = Logger.getLogger(AclFiles.class);

  private final FolderDirectory maildir;
  private final FolderNames names;
  private final DurableFiles files;
  private final Clock clock;

  public AclFiles(FolderDirectory maildir, DurableFiles files, Clock clock) {
    this.clock = clock;
    this.maildir = maildir;
    this.names = new FolderNames(maildir.path());
    this.files = files;
  }

  /** The list of a mailbox, whether or not there is a folder of that name. */
  public AccessControlList read(MailboxName name) throws IOException, MailboxException {
    Path own = names.directory(name).resolve(FILE);
    if (Files.exists(own)) {
      return parse(own);
    }
    if (name.equals(MailboxName.INBOX)) {
      return AccessControlList.DEFAULT;
    }
    Path above = above(name);
    try {
      if (Files.exists(above)) {
        return adopt(above, own);
      }
    } catch (NoSuchFileException adoptedMeanwhile) {
      return parse(own);
    }
    AccessControlList inherited = read(parent(name));
    try {
      write(name, inherited);
    } catch (IOException e) {
      LOG.warnf("ERR: the list that %s inherits cannot be kept: %s", name, e);
    }
    return inherited;
  }

  /** Gives a mailbox, or a name above mailboxes, a list of its own; then it is on disk. */
  public void write(MailboxName name, AccessControlList list) throws IOException, MailboxException {
    byte[] text = list.render().getBytes(StandardCharsets.UTF_8);
    var folder = new FolderDirectory(names.directory(name));
    if (folder.exists()) {
      files.replace(folder.path().resolve(FILE), text, folder.tmp());
    } else {
      DurableFiles.createDirectories(above(name).getParent());
      removeStale();
      files.replace(above(name), text, maildir.tmp());
    }
  }

  /**
   * Forgets the lists of names that are above no folder any more. One that was made just now may
   * wait for its folder.
   */
  private void removeStale() throws IOException {
    FileTime limit = FileTime.from(clock.instant().minus(STALE_AFTER));
    try (DirectoryStream<Path> lists = Files.newDirectoryStream(maildir.path().resolve(ABOVE))) {
      for (Path list : lists) {
        if (Files.getLastModifiedTime(list).compareTo(limit) < 0 && !isAboveFolders(list)) {
          Files.deleteIfExists(list);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    } catch (NoSuchFileException adoptedMeanwhile) {
      LOG.debugf("%s found its folder", adoptedMeanwhile.getFile());
    }
  }

  private boolean isAboveFolders(Path list) throws IOException {
    String below = MailboxName.SEPARATOR + list.getFileName().toString() + MailboxName.SEPARATOR;
    try (Stream<Path> entries = Files.list(maildir.path())) {
      return entries.anyMatch(entry -> entry.getFileName().toString().startsWith(below));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static AccessControlList adopt(Path above, Path own) throws IOException {
    if (!Files.isDirectory(own.getParent())) {
      return parse(above);
    }
    Files.move(above, own, StandardCopyOption.ATOMIC_MOVE);
    return parse(own);
  }

  private static AccessControlList parse(Path file) throws IOException {
    return AccessControlList.parse(Files.readString(file, StandardCharsets.UTF_8));
  }

  /** The name above another that is not INBOX. */
  public static MailboxName parent(MailboxName name) {
    return new MailboxName(
        name.value().substring(0, name.value().lastIndexOf(MailboxName.SEPARATOR)));
  }

  private Path above(MailboxName name) {
    String below = name.value().substring(MailboxName.INBOX.value().length() + 1);
    return maildir.path().resolve(ABOVE).resolve(below);
  }
}
