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
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code make sandbox}. See {@link Options#USAGE}. */
public final class Sandbox {

  private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private final AtomicBoolean ending = new AtomicBoolean();
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
    Logging.to(workspace.sandboxLog());
    try {
      int status = play(options, workspace);
      if (status == 0) {
        AtomicDirectory.deleteTree(workspace.directory());
      } else {
        err.println("The logs are kept in " + workspace.directory());
      }
      return status;
    } catch (IllegalStateException | KubernetesClientException e) {
      if (ending.get()) {
        LOG.info("ended while it looked", e);
        return 0;
      }
      LOG.error("the sandbox cannot go on", e);
      err.println(e.getMessage());
      err.println("The logs are kept in " + workspace.directory());
      return FAILED;
    }
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
      Thread end = new Thread(() -> end(cast, stage, options, workspace), "end");
      Runtime.getRuntime().addShutdownHook(end);
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
      new Performance(observer, screen(), clock).goOn(ending::get);
      return 0;
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
   * Ends all in order when the JVM does: nothing is shown any more, clients hang up, then the stage
   * is taken down. Ctrl-C is how serving ends, so nothing is left then; a check says what it left.
   */
  private void end(Cast cast, Stage stage, Options options, Workspace workspace) {
    ending.set(true);
    try {
      cast.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stage.close();
    if (!options.check()) {
      try {
        AtomicDirectory.deleteTree(workspace.directory());
      } catch (IOException e) {
        err.println("cannot delete " + workspace.directory() + ": " + e.getMessage());
      }
    }
  }
}
