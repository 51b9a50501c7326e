package dev.postroom.imap.server;

import dev.postroom.contract.report.PeerReport;
import dev.postroom.imap.config.ConfigurationRejectedException;
import dev.postroom.imap.management.PeerReports;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The server as a process: starts it, reads again on SIGHUP, drains on SIGTERM, in a hurry when it
 * comes twice, and ends with status 0; ends with status 1 and a message when it cannot start.
 */
@ApplicationScoped
public class ServerProcess implements QuarkusApplication {

  private static final Logger LOG = Logger.getLogger(ServerProcess.class);

  private final ServerConfig config;
  private final Vertx vertx;
  private final MeterRegistry metrics;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private volatile ImapServer server;

  ServerProcess(ServerConfig config, Vertx vertx, MeterRegistry metrics) {
    this.config = config;
    this.vertx = vertx;
    this.metrics = metrics;
  }

  @Override
  public int run(String... arguments) throws InterruptedException {
    FileNameEncoding.problem(System.getProperty(FileNameEncoding.PROPERTY)).ifPresent(LOG::warn);
    try (ImapServer started =
        ImapServer.start(config.options(), vertx, metrics, Clock.systemUTC())) {
      server = started;
      if (Signal.handle(new Signal("HUP"), signal -> started.reload()) == SignalHandler.SIG_IGN) {
        LOG.warn(
            "SIGHUP is ignored, as nohup has it, and a JVM cannot change that: changed files are"
                + " noticed all the same, but start the server without nohup if you want the signal");
      }
      Signal.handle(new Signal("TERM"), signal -> stop(started));
      Signal.handle(new Signal("INT"), signal -> stop(started));
      Quarkus.waitForExit();
      // Before the management port closes, so that readiness is seen to be gone.
      started.drain();
      return 0;
    } catch (ConfigurationRejectedException e) {
      LOG.errorf("%s cannot be served:%n%s", config.config(), e.getMessage());
      return 1;
    } catch (IOException | IllegalArgumentException e) {
      LOG.error(e.getMessage());
      return 1;
    }
  }

  private void stop(ImapServer started) {
    if (stopping.getAndSet(true)) {
      started.hastenDrain();
    } else {
      Quarkus.asyncExit(0);
    }
  }

  boolean started() {
    return server != null;
  }

  boolean accepting() {
    ImapServer now = server;
    return now != null && now.accepting();
  }

  /** Empty while the server is starting. */
  Optional<PeerReport> report() {
    return Optional.ofNullable(server).map(ImapServer::report);
  }

  /** What shows that the report may be another one; empty while the server is starting. */
  Optional<PeerReports.Signs> reportSigns() {
    return Optional.ofNullable(server).map(ImapServer::reportSigns);
  }
}
