package dev.postroom.imap.config;

import dev.postroom.contract.report.ConfigurationState;
import dev.postroom.contract.report.ConfigurationState.Rejection;
import dev.postroom.imap.config.tls.TlsLoader;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The configuration in force. It follows its files: by {@link #refresh}, called often and cheap
 * while nothing changed, and by {@link #reload}, which reads again whatever the files look like.
 *
 * <p>Files are looked at rather than watched: the paths that matter lie in several directories, on
 * file systems some of which (NFS, FUSE, bind mounts) report no events, and behind symbolic links
 * whose swap reports none on the file. Looking at half a dozen paths four times a second costs
 * nothing that could be measured.
 */
public final class LiveConfiguration {

  private static final Logger LOG = Logger.getLogger(LiveConfiguration.class);

  /** How often a set of files that changes while it is read is read again at once. */
  private static final int ATTEMPTS = 5;

  private final Path directory;
  private final FileRoot root;
  private final TlsLoader tls;
  private final Clock clock;
  private final List<Consumer<Outcome>> listeners = new CopyOnWriteArrayList<>();

  private final Configuration atStart;
  private volatile InForce inForce;
  private Set<Path> watched = Set.of();
  private FileStates lastSeen;

  private LiveConfiguration(Path directory, FileRoot root, Vertx vertx, Clock clock)
      throws ConfigurationRejectedException {
    this.directory = root.locate(directory);
    this.root = root;
    this.tls = new TlsLoader(vertx, clock);
    this.clock = clock;
    this.atStart = read();
    this.inForce = new InForce(atStart, clock.instant(), List.of());
    atStart.remarks().forEach(LOG::warn);
  }

  /**
   * Reads the files for the first time.
   *
   * @param directory holds imapd, imapd-ssl, imapaccess, userdb and their like; looked up below
   *     {@code root}
   * @throws ConfigurationRejectedException when they cannot be honoured: there is no last good set
   *     yet
   */
  public static LiveConfiguration start(Path directory, FileRoot root, Vertx vertx, Clock clock)
      throws ConfigurationRejectedException {
    return new LiveConfiguration(directory, root, vertx, clock);
  }

  public Configuration current() {
    return inForce.configuration();
  }

  /** What the peer report says of all this. */
  public ConfigurationState state() {
    InForce now = inForce;
    return new ConfigurationState(
        now.configuration().files(),
        now.since(),
        now.rejections(),
        List.copyOf(atStart.differenceTo(now.configuration()).restart()));
  }

  /** Calls {@code listener} after every reading, on the thread that read. */
  public void onReload(Consumer<Outcome> listener) {
    listeners.add(listener);
  }

  /** Reads again if any file looks different from when it was read last. */
  public synchronized void refresh() {
    if (!FileStates.of(watched).equals(lastSeen)) {
      reload();
    }
  }

  /** Reads again. What cannot be honoured is logged, reported, and changes nothing else. */
  public synchronized void reload() {
    InForce before = inForce;
    try {
      Configuration read = read();
      refuseIfFilesAreGone(before.configuration(), read);
      boolean changed = !read.files().equals(before.configuration().files());
      inForce = new InForce(read, changed ? clock.instant() : before.since(), List.of());
      logNewRemarks(before.configuration(), read);
      LOG.infof("configuration of %s is in force%s", directory, changed ? "" : ", text unchanged");
      pendingRestart();
      listeners.forEach(listener -> listener.accept(Outcome.APPLIED));
    } catch (ConfigurationRejectedException e) {
      inForce = new InForce(before.configuration(), before.since(), e.rejections());
      LOG.errorf(
          "configuration of %s is refused, the last good one stays in force:%n%s",
          directory, e.getMessage());
      listeners.forEach(listener -> listener.accept(Outcome.REJECTED));
    }
  }

  /**
   * A file that was there and is not is a volume that went away, or half of a change, more often
   * than a wish: without {@code imapaccess} the door would be open, without {@code userdb} shut.
   */
  private static void refuseIfFilesAreGone(Configuration before, Configuration now)
      throws ConfigurationRejectedException {
    List<Rejection> gone =
        before.files().keySet().stream()
            .filter(name -> !now.files().containsKey(name))
            .map(
                name ->
                    new Rejection(
                        name, "", 0, "is gone; put it back, or empty it if that is what you want"))
            .toList();
    if (!gone.isEmpty()) {
      throw new ConfigurationRejectedException(gone);
    }
  }

  private void pendingRestart() {
    List<String> pending = state().pendingRestart();
    if (!pending.isEmpty()) {
      LOG.warnf("these variables take effect when the server is restarted: %s", pending);
    }
  }

  /** Reads until the files hold still, so that no half of a change is taken for the whole. */
  private Configuration read() throws ConfigurationRejectedException {
    for (int attempt = 1; ; attempt++) {
      ConfigurationReader reader = new ConfigurationReader(directory, root, tls);
      FileStates before = FileStates.of(watched);
      ConfigurationRejectedException rejected = null;
      Configuration configuration = null;
      try {
        configuration = reader.read();
      } catch (ConfigurationRejectedException e) {
        rejected = e;
      }
      boolean knownFiles = watched.containsAll(reader.consulted());
      Set<Path> paths = new HashSet<>(watched);
      paths.addAll(reader.consulted());
      watched = rejected == null ? reader.consulted() : Set.copyOf(paths);
      boolean still = knownFiles && FileStates.of(watched).equals(before);
      if (!still && attempt < ATTEMPTS) {
        continue;
      }
      lastSeen = before;
      if (rejected != null) {
        throw rejected;
      }
      return configuration;
    }
  }

  /** A file that changes every few seconds must not repeat the same remark as often. */
  private static void logNewRemarks(Configuration before, Configuration now) {
    now.remarks().stream().filter(remark -> !before.remarks().contains(remark)).forEach(LOG::warn);
  }

  /** What became of a reading. */
  public enum Outcome {
    APPLIED,
    REJECTED
  }

  private record InForce(Configuration configuration, Instant since, List<Rejection> rejections) {}
}
