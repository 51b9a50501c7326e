package dev.postroom.imap.maildir.witness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Knows whether somebody else changed a directory. What the system saw happen there is compared
 * with what was done here: where both are the same, in the same order, whoever knows what the
 * directory was like when this {@linkplain #begin began}, and what he did himself, knows what it is
 * like now. Dates could not tell: they are as coarse as the system's clock, and say nothing of a
 * change that another made at the moment of one's own.
 *
 * <p>It errs to one side only. Where the system's notice cannot be had, where events are lost,
 * where something was done and not said here, or said and not done, it testifies to nothing, and
 * the directory is listed.
 *
 * <p>Attending, beginning and testifying are for one thread at a time.
 */
public final class Witness {

  /**
   * So many changes are compared. Who makes more at once may as well list the directory, and the
   * system need not tell each of them.
   */
  static final int MAX_CHANGES = 512;

  private static final Logger LOG = Logger.getLogger(Witness.class);

  private final Path directory;
  private final Witnesses all;

  /** Each list guarded by this, as is the doubt. */
  private final List<Change> done = new ArrayList<>();

  private final List<Change> seen = new ArrayList<>();
  private boolean inDoubt = true;

  private Optional<Inotify> system = Optional.empty();
  private Optional<Integer> watch = Optional.empty();

  private record Change(boolean isNamed, String name) {}

  Witness(Path directory, Witnesses all) {
    this.directory = directory;
    this.all = all;
  }

  /** The directory whose names this knows about. */
  Path directory() {
    return directory;
  }

  /** Whether it may {@linkplain #begin begin}: until then it costs nothing. */
  public boolean attends() {
    return system.isPresent();
  }

  /** Attends from now on, where the directory is one that the system tells of. */
  public void attend() throws IOException {
    if (LocalFiles.has(directory)) {
      system = all.system();
      all.add(this);
    }
  }

  /** Attends no more. */
  public void leave() {
    unwatch();
    all.remove(this);
    system = Optional.empty();
  }

  /**
   * Begins anew, if it attends; to be called before the directory is listed. What happens later is
   * not overlooked.
   */
  public void begin() {
    if (system.isPresent() && watch(system.get())) {
      system.get().tell();
      synchronized (this) {
        done.clear();
        seen.clear();
        inDoubt = false;
      }
    }
  }

  /** Whether nothing has happened in the directory since it began but what was done here. */
  public boolean testifies() {
    if (isInDoubt()) {
      return false;
    }
    system.orElseThrow().tell();
    synchronized (this) {
      if (!done.equals(seen)) {
        doubt();
      }
      done.clear();
      seen.clear();
      return !inDoubt;
    }
  }

  /** Testifies to nothing until it begins anew. */
  public synchronized void doubt() {
    inDoubt = true;
    done.clear();
    seen.clear();
  }

  /** Takes note that this process gave a name in the directory, or took one away. */
  void does(boolean isNamed, String name) {
    note(done, isNamed, name);
    if (isInDoubt()) {
      unwatch();
    }
  }

  /** Takes note that the system saw a name come into the directory, or go from it. */
  void sees(boolean isNamed, String name) {
    note(seen, isNamed, name);
  }

  private synchronized void note(List<Change> changes, boolean isNamed, String name) {
    if (inDoubt) {
      return;
    }
    if (changes.size() == MAX_CHANGES) {
      doubt();
    } else {
      changes.add(new Change(isNamed, name));
    }
  }

  private synchronized boolean isInDoubt() {
    return inDoubt;
  }

  /** Another directory may have this name by now; the one that is watched already stays so. */
  private boolean watch(Inotify inotify) {
    try {
      int now = inotify.watch(directory, this);
      if (watch.isPresent() && watch.get() != now) {
        inotify.unwatch(watch.get(), this);
      }
      watch = Optional.of(now);
      return true;
    } catch (IOException e) {
      LOG.debugf("%s is listed more often than it need be: %s", directory, e);
      return false;
    }
  }

  private void unwatch() {
    doubt();
    Optional<Integer> ended = watch;
    watch = Optional.empty();
    system.ifPresent(inotify -> ended.ifPresent(number -> inotify.unwatch(number, this)));
  }
}
