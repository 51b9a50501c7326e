package dev.postroom.imap.maildir.index;

import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.FolderDirectory.Stamp;
import dev.postroom.imap.maildir.files.UniqueNames;
import dev.postroom.imap.maildir.index.FolderOpenings.Source;
import dev.postroom.imap.maildir.index.IndexFormat.Decoded;
import dev.postroom.imap.maildir.scan.FolderScan;
import dev.postroom.imap.maildir.uiddb.UidDb;
import dev.postroom.imap.maildir.uiddb.UidDbFile;
import dev.postroom.imap.maildir.view.ExpungeLog;
import dev.postroom.imap.maildir.view.FolderView;
import dev.postroom.imap.maildir.view.IndexStamps;
import dev.postroom.imap.maildir.view.IndexedFolder;
import dev.postroom.imap.maildir.view.StoredMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Keeps what is known of a folder beside it, in {@value #DIRECTORY}, so that opening it the next
 * time costs reading one file. It may be deleted at any time: it is written anew, and all that is
 * lost are mod-sequences, so that messages look as if they had changed just now. Of what it tells,
 * nothing is believed that the folder does not bear out:
 *
 * <ul>
 *   <li>the names of messages, and with them their flags, when the directories have the stamps that
 *       they had when they were listed; otherwise they are listed again, and what differs has
 *       changed now;
 *   <li>UIDs, when the database has the stamp that it had, or otherwise {@linkplain #agreeing
 *       agrees};
 *   <li>keywords, as the names;
 *   <li>sizes, dates and digests, because a base name stands for the same content for good.
 * </ul>
 *
 * <p>A change is one record that is {@linkplain IndexFormat appended}; when the records have become
 * more than half of the whole, the file is replaced. Nothing is synced: a crash of the system
 * leaves what the checksums show to be whole.
 *
 * <p>Several servers may have the folder open. Each writes only to the file that it read or wrote
 * itself and that nobody else has made longer or replaced since. So the file always tells what one
 * after the other knew; whoever finds that another was there works on in memory, until it opens the
 * folder again. Two that write in the same instant spoil a record, which ends the file there.
 */
public final class FolderIndex {

  /** The directory in a folder that holds all of its index. */
  public static final String DIRECTORY = "postroomindex";

  static final String FILE = "index";

  /** Records of changes are borne up to this, in bytes, however small the whole is. */
  public static final int MIN_LOG_BYTES = 64 * 1024;

  /** A larger file is not read. Two million messages fit. */
  static final long MAX_BYTES = 1L << 28;

  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final Logger LOG = Logger.getLogger(FolderIndex.class);

  private final FolderDirectory folder;
  private final Path file;
  private final UniqueNames names;
  private final FolderView view;
  private final FolderScan scan;
  private final DigestFile digests;
  private final FolderOpenings openings;

  private boolean loaded;

  /** Whether this may write no more. */
  private boolean lost;

  /** The file as this read or wrote it last; empty when there was none. */
  private Optional<Stamp> known = Optional.empty();

  private boolean replacementDue = true;

  /** How long the first record is, and all others together. */
  private long whole;

  private long log;

  private IndexStamps keptStamps = IndexStamps.NONE;
  private long keptModSeq;
  private long keptExpunged;

  /**
   * @param openings counts how often it helps
   */
  public FolderIndex(
      FolderDirectory folder,
      UniqueNames names,
      FolderView view,
      FolderScan scan,
      FolderOpenings openings) {
    this.folder = folder;
    this.openings = openings;
    this.names = names;
    this.view = view;
    this.scan = scan;
    Path directory = folder.path().resolve(DIRECTORY);
    this.file = directory.resolve(FILE);
    this.digests = new DigestFile(directory);
  }

  /** Where digests are. */
  public DigestFile digests() {
    return digests;
  }

  /** Fills the view, once, before it is used. */
  public void load() throws IOException {
    if (loaded) {
      return;
    }
    loaded = true;
    Optional<IndexedFolder> indexed = readOrNone();
    if (indexed.isEmpty()) {
      openings.count(Source.LISTING);
      replacementDue = true;
      view.skipModSeq();
      view.expunged().begin(view.highestModSeq());
      return;
    }
    view.restore(indexed.get());
    scan.restore(indexed.get().stamps());
    digests.restore(indexed.get().digests(), indexed.get().digestsEnd());
    keptStamps = indexed.get().stamps();
    keptModSeq = view.highestModSeq();
    keptExpunged = view.expunged().added();
    boolean upToDate = isUpToDate();
    openings.count(upToDate ? Source.INDEX : Source.CHANGED_INDEX);
    if (!upToDate) {
      // What became of the last changes nobody may have lived to write down.
      view.skipModSeq();
    }
  }

  private boolean isUpToDate() throws IOException {
    try {
      return scan.isUpToDate();
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  /**
   * Writes down what changed in the view.
   *
   * @param attended whether somebody has the folder selected: then that nothing was found at a look
   *     is not written each time, but when he leaves
   */
  public void keep(boolean attended) {
    if (lost || !loaded || view.uidValidity() == 0 || isKept(attended)) {
      return;
    }
    try {
      if (isOurs()) {
        digests.flush();
        write();
      } else {
        lose();
        LOG.debugf("another server keeps %s", file);
      }
    } catch (IOException e) {
      lose();
      LOG.warnf("%s is not kept up, opening the folder will take longer: %s", file, e);
    }
  }

  private void lose() {
    lost = true;
    digests.stop();
  }

  private boolean isKept(boolean attended) {
    return view.unindexed() == 0
        && view.highestModSeq() == keptModSeq
        && (attended || scan.stamps().equals(keptStamps));
  }

  private void write() throws IOException {
    boolean append = !replacementDue && log <= Math.max(MIN_LOG_BYTES, whole / 2);
    if (append) {
      List<StoredMessage> changed = view.takeUnindexed();
      long expunged = view.expunged().added() - keptExpunged;
      ByteBuffer record = IndexFormat.record(state(changed), view.expunged().last(expunged));
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        DurableFiles.writeAll(channel, record, known.orElseThrow().size());
      }
      log += record.limit();
    } else {
      forgetDigestsIfWasted();
      view.allIndexed();
      ByteBuffer record =
          IndexFormat.record(state(view.messages()), view.expunged().last(ExpungeLog.MAX_ENTRIES));
      replace(record);
      whole = record.limit();
      log = 0;
      replacementDue = false;
    }
    known = FolderDirectory.stamp(file);
    keptStamps = scan.stamps();
    keptModSeq = view.highestModSeq();
    keptExpunged = view.expunged().added();
  }

  /** Whether nobody else wrote to the file. */
  private boolean isOurs() throws IOException {
    Optional<Stamp> now = FolderDirectory.stamp(file);
    if (now.isEmpty()) {
      // Deleted; then it is written anew, and as a whole.
      replacementDue = true;
      return true;
    }
    return known.equals(now);
  }

  private IndexedFolder state(List<StoredMessage> messages) {
    return new IndexedFolder(
        view.uidValidity(),
        view.uidNext(),
        view.highestModSeq(),
        messages,
        view.expunged(),
        scan.stamps(),
        digests.count(),
        digests.end());
  }

  private void replace(ByteBuffer record) throws IOException {
    Path directory = file.getParent();
    DigestFile.createDirectory(directory);
    Path written = directory.resolve(names.next().inTmp());
    try {
      try (FileChannel channel =
          FileChannel.open(
              written, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), PRIVATE)) {
        DurableFiles.writeAll(channel, ByteBuffer.wrap(IndexFormat.header()), 0);
        DurableFiles.writeAll(channel, record, IndexFormat.HEADER_BYTES);
      }
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(written);
      throw e;
    }
  }

  private void forgetDigestsIfWasted() throws IOException {
    long live = view.messages().stream().filter(m -> m.digest() != StoredMessage.NO_DIGEST).count();
    if (digests.isWasted(live)) {
      digests.forget();
      view.messages().forEach(message -> message.digested(StoredMessage.NO_DIGEST));
    }
  }

  private Optional<IndexedFolder> readOrNone() {
    try {
      return read();
    } catch (IOException e) {
      lose();
      LOG.warnf("%s cannot be read, opening the folder takes longer: %s", file, e);
      return Optional.empty();
    }
  }

  private Optional<IndexedFolder> read() throws IOException {
    known = FolderDirectory.stamp(file);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    if (known.get().size() > MAX_BYTES) {
      LOG.warnf("%s is larger than %d bytes and is written anew", file, MAX_BYTES);
      return Optional.empty();
    }
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (NoSuchFileException deleted) {
      known = Optional.empty();
      return Optional.empty();
    }
    Optional<Decoded> decoded = new IndexFormat(view.names(), view.marks()).decode(content);
    if (decoded.isEmpty()) {
      LOG.infof("%s is damaged, or of another version, and is written anew", file);
      return Optional.empty();
    }
    whole = decoded.get().first();
    log = decoded.get().valid() - whole;
    replacementDue = decoded.get().valid() < known.get().size();
    if (replacementDue) {
      LOG.infof("the last change in %s is damaged; the folder is looked at instead", file);
    }
    Optional<IndexedFolder> agreeing = agreeing(decoded.get().folder());
    if (agreeing.isEmpty()) {
      LOG.infof("%s does not fit %s and is written anew", file, folder.uidDb());
    }
    return agreeing;
  }

  /**
   * What the database bears out of an index. When it has changed, and every message is the same in
   * both, it was appended to. A message that only the index has is gone, and is passed over. When
   * UIDs differ, or the database has some in between of which the index does not know what became
   * of them, the index is not used at all.
   */
  private Optional<IndexedFolder> agreeing(IndexedFolder indexed) throws IOException {
    Optional<Stamp> stamp = FolderDirectory.stamp(folder.uidDb());
    if (stamp.isPresent() && stamp.equals(indexed.stamps().uidDb())) {
      return Optional.of(indexed);
    }
    Optional<UidDb> database = UidDbFile.parse(folder);
    if (database.isEmpty() || database.get().uidValidity() != indexed.uidValidity()) {
      return Optional.empty();
    }
    Map<Long, String> bases = HashMap.newHashMap(database.get().entries().size());
    database.get().entries().forEach(entry -> bases.put(entry.uid(), entry.base()));
    long last = 0;
    Set<Long> accounted = new HashSet<>();
    for (StoredMessage message : indexed.messages()) {
      last = message.uid();
      String base = bases.get(last);
      if (base != null && !message.base().equals(base)) {
        return Optional.empty();
      }
      accounted.add(last);
    }
    indexed.expunged().last(ExpungeLog.MAX_ENTRIES).forEach(gone -> accounted.add(gone.uid()));
    for (UidDb.Entry entry : database.get().entries()) {
      if (entry.uid() <= last && !accounted.contains(entry.uid())) {
        return Optional.empty();
      }
    }
    indexed
        .messages()
        .removeIf(
            message -> {
              boolean gone = !bases.containsKey(message.uid());
              if (gone) {
                indexed.expunged().add(message.uid(), view.nextModSeq(indexed.highestModSeq()));
              }
              return gone;
            });
    return Optional.of(indexed);
  }
}
