package dev.postroom.imap.maildir.witness;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The changes of names in directories, by Linux's inotify(7). The system has a change in this queue
 * before whoever made it goes on, and in the order in which they were made. That is why this calls
 * the system itself: what {@link java.nio.file.WatchService} tells has come by way of a thread, and
 * nobody can know whether more is on its way.
 *
 * <p>There is one for the process, since the system allows each user 128 of them. It never ends.
 */
final class Inotify {

  private static final int IN_NONBLOCK = 0x800;
  private static final int IN_CLOEXEC = 0x80000;
  private static final int IN_MOVED_FROM = 0x40;
  private static final int IN_MOVED_TO = 0x80;
  private static final int IN_CREATE = 0x100;
  private static final int IN_DELETE = 0x200;
  private static final int IN_IGNORED = 0x8000;
  private static final int IN_ONLYDIR = 0x1000000;
  private static final int NAMED = IN_CREATE | IN_MOVED_TO;
  private static final int UNNAMED = IN_DELETE | IN_MOVED_FROM;

  private static final int EAGAIN = 11;

  /** {@code struct inotify_event}: watch, mask, cookie, length of the name; the name follows. */
  private static final int HEADER_BYTES = 16;

  private static final int BUFFER_BYTES = 64 * 1024;

  private static final Logger LOG = Logger.getLogger(Inotify.class);

  private static final MethodHandle INIT = function("inotify_init1", JAVA_INT, JAVA_INT);
  private static final MethodHandle ADD =
      function("inotify_add_watch", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle REMOVE =
      function("inotify_rm_watch", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle READ =
      function("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
  private static final long ERRNO = STATE.byteOffset(PathElement.groupElement("errno"));

  private static final Optional<Inotify> OF_THIS_PROCESS = open();

  private final MemorySegment state = Arena.global().allocate(STATE);
  private final MemorySegment buffer = Arena.global().allocate(BUFFER_BYTES, Long.BYTES);
  private final int queue;

  /** By watch: the system has one for a directory, whoever asks and by whatever path. */
  private final Map<Integer, Set<Witness>> witnesses = new HashMap<>();

  private Inotify() throws IOException {
    try {
      queue = (int) INIT.invokeExact(state, IN_NONBLOCK | IN_CLOEXEC);
    } catch (Throwable e) {
      throw unexpected(e);
    }
    if (queue < 0) {
      throw failure("inotify_init1");
    }
  }

  /** Empty where the user has too many already. To be asked for on Linux only. */
  static Optional<Inotify> ofThisProcess() {
    return OF_THIS_PROCESS;
  }

  private static Optional<Inotify> open() {
    try {
      return Optional.of(new Inotify());
    } catch (IOException e) {
      LOG.warnf(
          "folders are listed more often than they need be: %s; raise"
              + " fs.inotify.max_user_instances",
          e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Has a witness hear of each name that comes into a directory or goes from it.
   *
   * @return the watch, which {@link #unwatch} wants
   */
  synchronized int watch(Path directory, Witness witness) throws IOException {
    int watch;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment path = arena.allocateFrom(directory.toString());
      watch = (int) ADD.invokeExact(state, queue, path, NAMED | UNNAMED | IN_ONLYDIR);
    } catch (Throwable e) {
      throw unexpected(e);
    }
    if (watch < 0) {
      throw failure("inotify_add_watch");
    }
    witnesses.computeIfAbsent(watch, _ -> new HashSet<>()).add(witness);
    return watch;
  }

  synchronized void unwatch(int watch, Witness witness) {
    Set<Witness> sharing = witnesses.get(watch);
    if (sharing == null || !sharing.remove(witness) || !sharing.isEmpty()) {
      return;
    }
    witnesses.remove(watch);
    try {
      int ignored = (int) REMOVE.invokeExact(state, queue, watch);
      LOG.tracef("watch %d ends: %d", watch, ignored);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Tells the witnesses all that happened before this call. */
  synchronized void tell() {
    long length;
    while ((length = read()) > 0) {
      for (long at = 0; at < length; ) {
        at += tellOne(at);
      }
    }
    if (errno() != EAGAIN) {
      LOG.warnf(
          "folders are listed more often than they need be: %s", failure("read").getMessage());
      doubtAll();
    }
  }

  private long read() {
    try {
      return (long) READ.invokeExact(state, queue, buffer, (long) BUFFER_BYTES);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private long tellOne(long at) {
    int watch = buffer.get(JAVA_INT, at);
    int mask = buffer.get(JAVA_INT, at + 4);
    int length = buffer.get(JAVA_INT, at + 12);
    if (watch < 0) {
      // The queue was full, and nobody knows whose events found no room.
      doubtAll();
    } else if ((mask & IN_IGNORED) != 0) {
      // The directory is gone.
      Optional.ofNullable(witnesses.remove(watch)).ifPresent(all -> all.forEach(Witness::doubt));
    } else if (length > 0) {
      boolean isNamed = (mask & NAMED) != 0;
      String name = buffer.getString(at + HEADER_BYTES);
      witnesses.getOrDefault(watch, Set.of()).forEach(witness -> witness.sees(isNamed, name));
    }
    return HEADER_BYTES + length;
  }

  private void doubtAll() {
    witnesses.values().forEach(all -> all.forEach(Witness::doubt));
  }

  private static MethodHandle function(String name, ValueLayout result, ValueLayout... parameters) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(result, parameters),
        Linker.Option.captureCallState("errno"));
  }

  private int errno() {
    return state.get(JAVA_INT, ERRNO);
  }

  private IOException failure(String function) {
    return new IOException(function + " fails with errno " + errno());
  }

  /** A function of the system throws nothing. */
  private static IllegalStateException unexpected(Throwable e) {
    return new IllegalStateException(e);
  }
}
