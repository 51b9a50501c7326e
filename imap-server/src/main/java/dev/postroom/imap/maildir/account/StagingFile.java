package dev.postroom.imap.maildir.account;

import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.PendingSync;
import dev.postroom.imap.maildir.files.StagedMessage;
import dev.postroom.imap.maildir.files.UniqueNames.UniqueName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A message that is being written into {@code tmp}. Closing it drops it unless it was finished. */
public final class StagingFile implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 16;

  private final DurableFiles files;
  private final UniqueName name;
  private final Path file;
  private final FileChannel out;
  private boolean endsWithLf = true;
  private boolean isSyncing;
  private boolean finished;

  /** A message that is new. */
  public StagingFile(FolderDirectory directory, DurableFiles files) throws IOException {
    this(directory, files, files.names().next());
  }

  /**
   * A message under a name of its own.
   *
   * @param name which no other file has
   */
  public StagingFile(FolderDirectory directory, DurableFiles files, UniqueName name)
      throws IOException {
    this.files = files;
    this.name = name;
    this.file = directory.tmp().resolve(name.inTmp());
    this.out = files.create(file);
  }

  /**
   * Takes what a client sends: every CR is dropped, as Courier does, so that lines end in LF.
   *
   * @throws IOException when the client's stream fails
   * @throws MailboxException when the disk does
   */
  public void write(InputStream message) throws IOException, MailboxException {
    byte[] buffer = new byte[BUFFER_BYTES];
    int read;
    while ((read = message.read(buffer)) >= 0) {
      int kept = 0;
      for (int i = 0; i < read; i++) {
        if (buffer[i] != '\r') {
          buffer[kept++] = buffer[i];
        }
      }
      if (kept > 0) {
        endsWithLf = buffer[kept - 1] == '\n';
        try {
          write(ByteBuffer.wrap(buffer, 0, kept));
        } catch (IOException e) {
          throw StorageFailure.of("write a message to " + file, e);
        }
      }
    }
  }

  /** Takes the bytes of another message as they are. */
  void copy(Path message) throws IOException {
    try (FileChannel in = FileChannel.open(message, StandardOpenOption.READ)) {
      long position = 0;
      long copied;
      while ((copied = in.transferTo(position, Long.MAX_VALUE - position, out)) > 0) {
        position += copied;
      }
    }
  }

  /**
   * Begins to sync it, a missing last LF added; the {@linkplain StagedMessage#content() end} of
   * that is to be awaited.
   *
   * @param info with the flags it is to have
   * @param keywords that it is to have
   * @param internalDate which becomes the file's time of modification; that is now, if empty
   */
  public StagedMessage finish(String info, Set<String> keywords, Optional<Instant> internalDate)
      throws IOException {
    if (!endsWithLf) {
      write(ByteBuffer.wrap(new byte[] {'\n'}));
    }
    if (internalDate.isPresent()) {
      Files.setLastModifiedTime(file, FileTime.from(internalDate.get()));
    }
    PendingSync content = files.beginSync(out);
    isSyncing = true;
    StagedMessage staged = StagedMessage.of(file, name, info, keywords, content);
    finished = true;
    return staged;
  }

  @Override
  public void close() throws IOException {
    if (!isSyncing) {
      out.close();
    }
    if (!finished) {
      Files.deleteIfExists(file);
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
