package dev.postroom.imap.maildir.account;

import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.folder.FolderOpener;
import dev.postroom.imap.maildir.folder.IdleFolders;
import dev.postroom.imap.maildir.folder.OpenFolders;
import dev.postroom.imap.maildir.index.FolderOpenings;
import dev.postroom.imap.maildir.storage.MaildirSettings;
import dev.postroom.imap.maildir.storage.Storage;
import dev.postroom.imap.maildir.tree.AclFiles;
import dev.postroom.imap.maildir.tree.CustomaryUses;
import dev.postroom.imap.maildir.tree.FolderTree;
import dev.postroom.imap.maildir.tree.SpecialUses;
import dev.postroom.imap.maildir.tree.Subscriptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What all sessions on one Maildir share.
 *
 * @param directory of the Maildir, which is INBOX too
 * @param storage how its files are written
 * @param tree its folders
 * @param subscriptions its subscriptions
 * @param specialUses what clients said that its folders are for
 * @param customaryUses guesses what the others are for
 * @param acls who may do what with them
 * @param folders those of its folders of which there are views
 */
public record Maildir(
    FolderDirectory directory,
    Storage storage,
    FolderTree tree,
    Subscriptions subscriptions,
    SpecialUses specialUses,
    CustomaryUses customaryUses,
    AclFiles acls,
    OpenFolders folders) {

  /**
   * Opens a Maildir, and makes it where it is not there yet.
   *
   * @param idle keeps its folders that nobody uses
   * @param openings counts how its folders are opened
   */
  public static Maildir open(
      Path path, MaildirSettings settings, Clock clock, IdleFolders idle, FolderOpenings openings)
      throws IOException {
    var directory = new FolderDirectory(path);
    directory.create();
    Storage storage = Storage.of(directory, settings, clock);
    return new Maildir(
        directory,
        storage,
        new FolderTree(directory, storage),
        new Subscriptions(directory, storage.files(), storage.locks()),
        new SpecialUses(directory, storage.files(), storage.locks()),
        new CustomaryUses(settings.trashFolder()),
        new AclFiles(directory, storage.files(), clock),
        new OpenFolders(new FolderOpener(storage, openings)::open, idle, openings));
  }
}
