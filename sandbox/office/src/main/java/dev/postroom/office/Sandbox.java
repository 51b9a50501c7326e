package dev.postroom.office;

import dev.postroom.kubernetes.node.volume.AtomicDirectory;
import dev.postroom.office.play.Cast;
import dev.postroom.office.play.Observer;
import dev.postroom.office.show.Guide;
import dev.postroom.office.show.Screen;
import dev.postroom.office.stage.Distribution;
import dev.postroom.office.stage.Stage;
import dev.postroom.office.stage.Workspace;
import dev.postroom.office.verdict.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code make sandbox}. See {@link Options#USAGE}. */
public final class Sandbox {

  private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  /** How long clients, operator and server together may take to end; each is killed sooner. */
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(20);

  private final AtomicBoolean ending = new AtomicBoolean();
  private final AtomicBoolean kept = new AtomicBoolean();
  private final CountDownLatch over = new CountDownLatch(1);
  private final PrintStream out;
  private final PrintStream err;

  Sandbox(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] arguments) throws Exception {
    Sandbox sandbox =
        new Sandbox(
            new PrintStream(System.out, true, StandardCharsets.UTF_8),
            new PrintStream(System.err, true, StandardCharsets.UTF_8));
    System.exit(sandbox.run(List.of(arguments)));
  }

  private int run(List<String> arguments) throws IOException, InterruptedException {
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      err.print(Options.USAGE);
      return MISUSED;
    }
    if (options.help()) {
      out.print(Options.USAGE);
      return 0;
    }
    Workspace workspace = Workspace.temporary();
    Thread player = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(player, workspace), "end"));
    try {
      Logging.to(workspace.sandboxLog());
      int status = play(options, workspace);
      if (status != 0) {
        keep(workspace);
      }
      return status;
    } catch (IOException | InterruptedException | RuntimeException e) {
      if (ending.get()) {
        LOG.info("ended by a signal", e);
        return 0;
      }
      LOG.error("the sandbox cannot go on", e);
      err.println(e.getMessage());
      keep(workspace);
      return FAILED;
    } finally {
      over.countDown();
    }
  }

  private void keep(Workspace workspace) {
    kept.set(true);
    err.println("The logs are kept in " + workspace.directory());
  }

  private int play(Options options, Workspace workspace) throws IOException, InterruptedException {
    Clock clock = Clock.systemUTC();
    out.println("Starting a Kubernetes stand-in, the operator and an IMAP server …");
    try (Stage stage = new Stage(Distribution.above(Path.of("")), workspace);
        HttpClient http = HttpClient.newHttpClient();
        Cast cast =
            new Cast(
                stage.clientAddress(1),
                stage.clientAddress(2),
                stage.clientAddress(3),
                new SplittableRandom(),
                clock)) {
      return play(options, stage, http, cast, clock);
    }
  }

  private int play(Options options, Stage stage, HttpClient http, Cast cast, Clock clock)
      throws IOException, InterruptedException {
    try {
      InetSocketAddress server = stage.serve(cast.people());
      Observer observer =
          new Observer(
              stage.client(),
              http,
              stage.namespace(),
              stage.serverName(),
              Stage.MANAGEMENT_PORT,
              cast.parties(),
              clock);
      cast.start(server);
      Verdict verdict = new Performance(observer, screen(), clock).watch(cast);
      out.println(Guide.summary(verdict));
      if (options.check()) {
        return judged(verdict);
      }
      out.println(Guide.howToUse(stage, server, cast.people().getFirst()));
      // A new screen, because the old one would draw over what was just said.
      new Performance(observer, screen(), clock).goOn();
      return 0;
    } finally {
      // Whoever interrupted wanted all this to end, which takes waiting for each part.
      Thread.interrupted();
    }
  }

  private int judged(Verdict verdict) {
    List<String> failures = verdict.failures();
    failures.forEach(failure -> err.println("FAILED: " + failure));
    out.println(verdict.json());
    return failures.isEmpty() ? 0 : FAILED;
  }

  private Screen screen() {
    boolean terminal = System.console() != null && System.console().isTerminal();
    return terminal ? Screen.terminal(out) : Screen.journal(out);
  }

  /**
   * Runs when the JVM ends, by itself or by a signal (Ctrl-C, a closed terminal, SIGTERM): has the
   * play stop wherever it is, waits until it has ended all it started, and deletes its files unless
   * something failed.
   */
  private void end(Thread player, Workspace workspace) {
    ending.set(true);
    player.interrupt();
    try {
      if (!over.await(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        err.println("the sandbox does not end; its files are left in " + workspace.directory());
      } else if (!kept.get()) {
        AtomicDirectory.deleteTree(workspace.directory());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      err.println("cannot delete " + workspace.directory() + ": " + e);
    }
  }
}
