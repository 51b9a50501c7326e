package dev.postroom.imap.maildir.folder;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Watches {@code cur}, {@code new} and {@code courierimapkeywords} of all folders in which somebody
 * waits, with one thread, by the system's change notification. Where that fails, as on network file
 * systems or when the system's watches are used up, a look at every folder each poll interval does
 * the same later.
 */
public final class DirectoryWatcher implements FolderWatcher, AutoCloseable {

  /** Changes come in groups; so long after the first the folder is looked at once for all. */
  static final Duration SETTLE = Duration.ofMillis(20);

  /** After so long at most it is asked whether the poll interval has become shorter. */
  private static final Duration RECONSIDER = Duration.ofSeconds(1);

  private static final WatchEvent.Kind<?>[] KINDS = {
    StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE
  };

  private static final Logger LOG = Logger.getLogger(DirectoryWatcher.class);

  private final Supplier<Duration> poll;
  private final WatchService service;
  private final Map<Folder, Watched> watched = new HashMap<>();

  /**
   * A key is one for a directory whatever its path: a renamed folder shares those of the folder
   * that was open under its old name.
   */
  private final Map<WatchKey, Set<Folder>> byKey = new HashMap<>();

  private final Set<Folder> waiting = ConcurrentHashMap.newKeySet();
  private boolean warned;

  private static final class Watched {
    final Set<WatchKey> keys = new HashSet<>();
    int count = 1;
  }

  public DirectoryWatcher(Supplier<Duration> poll) throws IOException {
    this.poll = poll;
    this.service = FileSystems.getDefault().newWatchService();
    Thread.ofPlatform().daemon().name("maildir-watcher").start(this::run);
  }

  @Override
  public synchronized void watch(Folder folder) {
    Watched already = watched.get(folder);
    if (already != null) {
      already.count++;
      return;
    }
    var added = new Watched();
    watched.put(folder, added);
    try {
      for (Path directory : folder.watchedDirectories()) {
        WatchKey key = directory.register(service, KINDS);
        added.keys.add(key);
        byKey.computeIfAbsent(key, _ -> new LinkedHashSet<>()).add(folder);
      }
    } catch (IOException | ClosedWatchServiceException e) {
      if (!warned) {
        warned = true;
        LOG.warnf(
            "cannot watch %s (%s): changes by other programs show after up to %d s;"
                + " raise fs.inotify.max_user_watches",
            folder.directory().path(), e, poll.get().toSeconds());
      }
    }
    // What changed after the session's last look, and before it was watched.
    refresh(Set.of(folder));
  }

  @Override
  public synchronized void unwatch(Folder folder) {
    Watched left = watched.get(folder);
    if (left != null && --left.count == 0) {
      watched.remove(folder);
      left.keys.forEach(key -> unwatch(key, folder));
    }
  }

  private void unwatch(WatchKey key, Folder folder) {
    Set<Folder> sharing = byKey.get(key);
    sharing.remove(folder);
    if (sharing.isEmpty()) {
      byKey.remove(key);
      key.cancel();
    }
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      LOG.warnf("cannot stop watching: %s", e);
    }
  }

  private void run() {
    try {
      long lastPoll = System.nanoTime();
      while (true) {
        long left = lastPoll + poll.get().toNanos() - System.nanoTime();
        long wait = Math.min(left, RECONSIDER.toNanos());
        WatchKey first = service.poll(wait, TimeUnit.NANOSECONDS);
        if (first != null) {
          TimeUnit.NANOSECONDS.sleep(SETTLE.toNanos());
          refresh(changed(first));
        } else if (wait == left) {
          lastPoll = System.nanoTime();
          refresh(allWatched());
        }
      }
    } catch (ClosedWatchServiceException closed) {
      LOG.debug("stopped watching");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Set<Folder> allWatched() {
    return Set.copyOf(watched.keySet());
  }

  private synchronized Set<Folder> changed(WatchKey first) {
    var folders = new LinkedHashSet<Folder>();
    for (WatchKey key = first; key != null; key = service.poll()) {
      key.pollEvents();
      key.reset();
      folders.addAll(byKey.getOrDefault(key, Set.of()));
    }
    return folders;
  }

  /**
   * Each folder on a thread of its own, so that a slow one holds up no other; at most one look at a
   * folder runs and one waits, however fast it changes.
   */
  private void refresh(Set<Folder> folders) {
    for (Folder folder : folders) {
      if (waiting.add(folder)) {
        Thread.ofVirtual().name("maildir-refresh").start(() -> refresh(folder));
      }
    }
  }

  private void refresh(Folder folder) {
    try {
      folder.attendance().refreshForListeners(() -> waiting.remove(folder));
    } catch (IOException e) {
      LOG.warnf("cannot look for changes in %s: %s", folder.directory().path(), e);
    }
  }
}
