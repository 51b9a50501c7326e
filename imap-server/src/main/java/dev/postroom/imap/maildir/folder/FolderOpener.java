package dev.postroom.imap.maildir.folder;

import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.index.FolderIndex;
import dev.postroom.imap.maildir.index.FolderOpenings;
import dev.postroom.imap.maildir.keywords.FolderKeywords;
import dev.postroom.imap.maildir.keywords.KeywordDirectory;
import dev.postroom.imap.maildir.scan.FolderDatabase;
import dev.postroom.imap.maildir.scan.FolderScan;
import dev.postroom.imap.maildir.storage.Storage;
import dev.postroom.imap.maildir.view.FolderView;
import dev.postroom.imap.maildir.view.ModSequence;
import java.util.Optional;

/**
 * Puts together what a folder consists of.
 *
 * @param storage how the files of its Maildir are written
 * @param openings counts from what it is opened
 */
public record FolderOpener(Storage storage, FolderOpenings openings) {

  /** A folder of which nothing is known yet. */
  public Folder open(FolderDirectory directory) {
    var files = storage.files();
    var clock = storage.clock();
    var view = new FolderView(new ModSequence(clock));
    Optional<KeywordDirectory> onDisk =
        storage.keywords()
            ? Optional.of(new KeywordDirectory(directory, files, clock))
            : Optional.empty();
    var keywords = new FolderKeywords(view, onDisk);
    var database = new FolderDatabase(directory, view, storage.uidValidity(), files);
    var scan = new FolderScan(directory, view, keywords, database, files, clock);
    var quota = new FolderQuota(storage.quota(), directory);
    var index = new FolderIndex(directory, files.names(), view, scan, openings);
    return new Folder(
        directory, files, storage.locks(), view, keywords, database, scan, quota, index);
  }
}
