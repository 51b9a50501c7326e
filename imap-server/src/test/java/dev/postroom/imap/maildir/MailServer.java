package dev.postroom.imap.maildir;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.MailStore;
import dev.postroom.imap.mailbox.MailStore.Append;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.maildir.account.Deletions;
import dev.postroom.imap.maildir.guard.TrashPolicy;
import dev.postroom.imap.maildir.index.FolderOpenings;
import dev.postroom.imap.maildir.storage.MaildirSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A server on a Maildir of a test; several of them stand for several servers on one storage. */
public final class MailServer implements AutoCloseable {

  final MaildirStores stores;
  public final MailStore store;

  public MailServer(Path maildir, String hostname) throws IOException, MailboxException {
    this(maildir, hostname, Duration.ofMinutes(10));
  }

  public MailServer(Path maildir, String hostname, Duration idlePoll)
      throws IOException, MailboxException {
    this(maildir, new MaildirSettings(true, true, idlePoll, 022, hostname, 4711, "Trash"));
  }

  public MailServer(Path maildir, MaildirSettings settings) throws IOException, MailboxException {
    stores = new MaildirStores(() -> settings, Clock.systemUTC(), new FolderOpenings());
    store = stores.open(user(maildir));
  }

  /** Alice, without a quota of her own. */
  static MaildirUser user(Path maildir) {
    return user(maildir, Optional.empty());
  }

  static MaildirUser user(Path maildir, Optional<String> quota) {
    return new MaildirUser(
        "alice",
        Set.of(),
        maildir,
        quota,
        TrashPolicy.NONE,
        Optional.empty(),
        Optional.empty(),
        Deletions.UNHEARD,
        Optional.empty(),
        Optional.empty());
  }

  public long append(String mailbox, String message, Flags flags)
      throws MailboxException, IOException {
    try (Append append = store.append(new MailboxName(mailbox))) {
      append.add(
          flags,
          Optional.of(Instant.ofEpochSecond(86400)),
          new ByteArrayInputStream(message.getBytes(StandardCharsets.ISO_8859_1)));
      return append.commit().destinations().getFirst();
    }
  }

  /** Delivers as a delivery agent does. */
  static void deliver(Path folder, String name, String text) throws IOException {
    Path tmp = Files.writeString(folder.resolve("tmp").resolve(name), text);
    Files.move(tmp, folder.resolve("new").resolve(name));
  }

  /** Names of files, alphabetically. */
  public static List<String> files(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    store.close();
    stores.close();
  }
}
