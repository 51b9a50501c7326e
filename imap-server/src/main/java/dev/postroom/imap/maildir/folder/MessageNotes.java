package dev.postroom.imap.maildir.folder;

import dev.postroom.imap.maildir.index.DigestFile;
import dev.postroom.imap.maildir.index.FolderIndex;
import dev.postroom.imap.maildir.view.FolderView;
import dev.postroom.imap.maildir.view.StoredMessage;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What an open folder remembers of the content of its messages, so that their files need not be
 * read again. It goes to the index with the next change, or when much of it has gathered.
 */
public final class MessageNotes {

  /** So many facts about messages are written to the index together. */
  private static final int LEARNED_AT_ONCE = 4096;

  private final FolderView view;
  private final FolderIndex index;
  private final FolderLock lock;

  MessageNotes(FolderView view, FolderIndex index, FolderLock lock) {
    this.view = view;
    this.index = index;
    this.lock = lock;
  }

  /** Takes note of something about a message's content. */
  public void learned(StoredMessage message, Consumer<StoredMessage> fact) throws IOException {
    boolean isMuch =
        lock.locked(
            () -> {
              fact.accept(message);
              view.learned(message);
              return view.unindexed() >= LEARNED_AT_ONCE;
            });
    if (isMuch) {
      writeDown();
    }
  }

  /** The note on a message's content. */
  public Optional<byte[]> digest(StoredMessage message) throws IOException {
    DigestFile digests = index.digests();
    int place = message.digest();
    Optional<byte[]> waiting = lock.locked(() -> digests.waiting(place, message.baseHash()));
    return waiting.isPresent() || place == StoredMessage.NO_DIGEST
        ? waiting
        : digests.read(place, message.baseHash());
  }

  /** Leaves a note on a message's content. */
  public void keepDigest(StoredMessage message, byte[] digest) throws IOException {
    boolean isFull =
        lock.locked(
            () -> {
              message.digested(index.digests().add(digest, message.baseHash()));
              view.learned(message);
              return index.digests().isFull();
            });
    if (isFull) {
      writeDown();
    }
  }

  /** The end of any work under the lock does it. */
  private void writeDown() throws IOException {
    lock.exclusively(() -> null);
  }
}
