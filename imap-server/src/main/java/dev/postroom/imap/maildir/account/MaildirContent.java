package dev.postroom.imap.maildir.account;

import dev.postroom.imap.mailbox.MessageContent;
import dev.postroom.imap.maildir.files.CrlfInputStream;
import dev.postroom.imap.maildir.folder.Folder;
import dev.postroom.imap.maildir.view.StoredMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jboss.logging.Logger;

/**
 * The content of a message file. It is found again when another program changes its flags, and thus
 * its name, at any moment.
 */
final class MaildirContent implements MessageContent {

  /** A message that is shorter is read once for its size and its bytes. */
  private static final int SHORT_BYTES = 16 * 1024;

  private static final Logger LOG = Logger.getLogger(MaildirContent.class);

  private final Folder folder;
  private final StoredMessage message;

  /** All of a short message that was read for its size: most who ask for that want it next. */
  private Optional<byte[]> whole = Optional.empty();

  /** The content of a message; that its file is gone shows when it is looked at. */
  MaildirContent(Folder folder, StoredMessage message) {
    this.folder = folder;
    this.message = message;
  }

  @Override
  public Instant internalDate() throws IOException {
    Optional<Instant> known = message.date();
    if (known.isPresent()) {
      return known.get();
    }
    Instant date =
        read(folder, message, file -> Files.getLastModifiedTime(file).toInstant())
            .truncatedTo(ChronoUnit.SECONDS);
    folder.notes().learned(message, m -> m.dated(date));
    return date;
  }

  @Override
  public Optional<Instant> saveDate() {
    return message.saveDate();
  }

  @Override
  public String emailId() {
    return message.emailId();
  }

  @Override
  public Optional<byte[]> digest() {
    try {
      return folder.notes().digest(message);
    } catch (IOException e) {
      LOG.debugf("a digest in %s cannot be read: %s", folder.directory().path(), e);
      return Optional.empty();
    }
  }

  @Override
  public void keepDigest(byte[] digest) {
    if (digest.length > MAX_DIGEST) {
      throw new IllegalArgumentException(
          "a digest of " + digest.length + " bytes, the longest has " + MAX_DIGEST);
    }
    try {
      folder.notes().keepDigest(message, digest);
    } catch (IOException e) {
      LOG.debugf("a digest in %s cannot be kept: %s", folder.directory().path(), e);
    }
  }

  @Override
  public long size() throws IOException {
    OptionalLong known = message.size();
    if (known.isPresent()) {
      return known.getAsLong();
    }
    try (var lines = lines()) {
      byte[] beginning = lines.readNBytes(SHORT_BYTES);
      if (beginning.length < SHORT_BYTES) {
        whole = Optional.of(beginning);
      }
      long size = beginning.length + lines.countRest();
      folder.notes().learned(message, m -> m.counted(size));
      return size;
    }
  }

  @Override
  public InputStream open() throws IOException {
    return whole.isPresent() ? new ByteArrayInputStream(whole.get()) : lines();
  }

  private CrlfInputStream lines() throws IOException {
    return new CrlfInputStream(read(folder, message, Files::newInputStream));
  }

  /** Something that is done with a file. */
  @FunctionalInterface
  interface FileWork<T> {
    T with(java.nio.file.Path file) throws IOException;
  }

  /** Does something with a message's file, wherever that is; fails when it has vanished. */
  static <T> T read(Folder folder, StoredMessage message, FileWork<T> work) throws IOException {
    try {
      return work.with(folder.file(message));
    } catch (NoSuchFileException renamedOrGone) {
      if (!folder.locate(List.of(message)).contains(message)) {
        throw renamedOrGone;
      }
      return work.with(folder.file(message));
    }
  }
}
