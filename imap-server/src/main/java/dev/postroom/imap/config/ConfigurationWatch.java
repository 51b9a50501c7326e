package dev.postroom.imap.config;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Has a configuration look at its files often enough for a change to be noticed in half a second.
 */
public final class ConfigurationWatch implements AutoCloseable {

  static final Duration INTERVAL = Duration.ofMillis(250);

  private static final Logger LOG = Logger.getLogger(ConfigurationWatch.class);

  private final LiveConfiguration configuration;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("configuration-watch").daemon().factory());

  public ConfigurationWatch(LiveConfiguration configuration) {
    this.configuration = configuration;
    thread.scheduleWithFixedDelay(
        () -> guarded(configuration::refresh),
        INTERVAL.toMillis(),
        INTERVAL.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /** Reads again soon, whether or not anything looks different: what SIGHUP asks for. */
  public void reload() {
    thread.execute(() -> guarded(configuration::reload));
  }

  /** An exception would end the schedule, and with it every further reload. */
  private static void guarded(Runnable look) {
    try {
      look.run();
    } catch (RuntimeException e) {
      LOG.error("the configuration could not be looked at; it stays as it is", e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
