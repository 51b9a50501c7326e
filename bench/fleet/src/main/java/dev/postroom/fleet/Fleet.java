package dev.postroom.fleet;

import dev.postroom.crds.Condition;
import dev.postroom.crds.ImapServer;
import dev.postroom.office.Logging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The command behind {@code make fleet}. */
public final class Fleet {

  private static final int USAGE = 2;
  private static final Set<String> SETTLED = Set.of("Ready", "LimitsApplied");
  private static final Duration SETTLES_WITHIN = Duration.ofMinutes(10);
  private static final Duration STILL = Duration.ofSeconds(10);
  private static final Duration RAISES_WITHIN = Duration.ofMinutes(2);

  /** All servers are listed each time, and that must not be what is measured. */
  private static final Duration POLL = Duration.ofSeconds(2);

  private static final int RAISE_SECONDS = 15;
  private static final int HEAP_MIB = 256;

  /** Half as much again as a quiet machine with two cores shows with 500 servers. */
  private static final double IDLE_MILLIS = 45;

  private static final int TOLD_EVERY = 50;
  private static final double MILLIS = 1000;

  private final FleetArguments arguments;
  private final List<Figure> figures = new ArrayList<>();

  private Fleet(FleetArguments arguments) {
    this.arguments = arguments;
  }

  public static void main(String... words) throws Exception {
    FleetArguments arguments;
    try {
      arguments = FleetArguments.parse(List.of(words));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(USAGE);
      return;
    }
    System.exit(new Fleet(arguments).run() ? 0 : 1);
  }

  private boolean run() throws Exception {
    Path directory = Files.createTempDirectory("postroom-fleet-");
    Logging.to(directory.resolve("cluster.log"));
    say("%d ImapServers; logs are in %s".formatted(arguments.servers(), directory));
    try (var stage = new FleetStage(directory)) {
      settle(stage);
      idle(stage);
      raise(stage);
      var memory = new OperatorMemory(stage.operator().pid());
      figures.add(Figure.told("resident memory of the operator", mib(memory.resident())));
      figures.add(Figure.atMost("its heap in use, collected", memory.liveHeap(), HEAP_MIB, "MiB"));
    }
    System.out.println("\n| measured | value | must be |\n|---|---|---|");
    figures.forEach(figure -> System.out.println(figure.markdown()));
    return figures.stream().allMatch(Figure::holds);
  }

  private void settle(FleetStage stage) throws IOException, InterruptedException {
    long before = stage.writes();
    var began = Instant.now();
    stage.apply(arguments.servers());
    say("applied after %s".formatted(since(began)));
    var told = new long[] {-1};
    await(
        SETTLES_WITHIN,
        () -> {
          long settled = settled(stage);
          if (settled / TOLD_EVERY != told[0] || settled == arguments.servers()) {
            told[0] = settled / TOLD_EVERY;
            say("%d of %d settled after %s".formatted(settled, arguments.servers(), since(began)));
          }
          return settled == arguments.servers();
        });
    figures.add(
        Figure.atMost(
            "first applied to all ready, with their limits in force",
            seconds(began, Instant.now()),
            SETTLES_WITHIN.toSeconds(),
            "s"));
    long writes = quiet(stage);
    figures.add(
        Figure.told(
            "writes for each until then, pods and all",
            "%.1f".formatted((double) (writes - before) / arguments.servers())));
  }

  private static long settled(FleetStage stage) {
    return stage.client().resources(ImapServer.class).inAnyNamespace().list().getItems().stream()
        .filter(
            server ->
                server.getStatus() != null
                    && server.getStatus().conditions().stream()
                            .filter(condition -> SETTLED.contains(condition.type()))
                            .filter(condition -> condition.status() == Condition.Status.True)
                            .count()
                        == SETTLED.size())
        .count();
  }

  /** Waits until nothing was written for a while; returns how many writes there were by then. */
  private long quiet(FleetStage stage) throws InterruptedException {
    var last = new long[] {stage.writes()};
    var since = new Instant[] {Instant.now()};
    await(
        SETTLES_WITHIN,
        () -> {
          long writes = stage.writes();
          if (writes != last[0]) {
            last[0] = writes;
            since[0] = Instant.now();
          }
          return Duration.between(since[0], Instant.now()).compareTo(STILL) >= 0;
        });
    return last[0];
  }

  private void idle(FleetStage stage) throws InterruptedException {
    say("nothing happens for %d s".formatted(arguments.idle().toSeconds()));
    long writes = stage.writes();
    var calm = cost(stage, arguments.idle());
    figures.add(
        Figure.atMost(
            "writes in %d idle seconds".formatted(arguments.idle().toSeconds()),
            stage.writes() - writes,
            0,
            "writes"));
    figures.add(
        Figure.atMost(
            "the operator's CPU meanwhile, for each server in a minute",
            calm.millis(),
            IDLE_MILLIS,
            "ms"));
    figures.add(Figure.told("of one processor in all", "%.1f %%".formatted(calm.percent())));
    figures.add(Figure.told("requests to each pod in a minute", "%.0f".formatted(calm.requests())));
    say("every report is another one for %d s".formatted(arguments.idle().toSeconds()));
    stage.pods().forEach(pod -> pod.atWork(true));
    var atWork = cost(stage, arguments.idle());
    stage.pods().forEach(pod -> pod.atWork(false));
    figures.add(
        Figure.told(
            "its CPU while somebody comes and goes everywhere, for each server in a minute",
            "%.1f ms".formatted(atWork.millis())));
    figures.add(Figure.told("of one processor in all", "%.1f %%".formatted(atWork.percent())));
    figures.add(
        Figure.told("requests to each pod in a minute", "%.0f".formatted(atWork.requests())));
  }

  /**
   * What a while cost.
   *
   * @param percent of one processor that the operator used
   * @param millis of a processor that it used for each server in a minute
   * @param requests to each pod in a minute
   */
  private record Cost(double percent, double millis, double requests) {}

  private Cost cost(FleetStage stage, Duration time) throws InterruptedException {
    long asked = stage.asked();
    var before = cpu(stage);
    Thread.sleep(time);
    double used = cpu(stage).minus(before).toMillis();
    double minutes = time.toMillis() / (double) Duration.ofMinutes(1).toMillis();
    return new Cost(
        100 * used / time.toMillis(),
        used / minutes / arguments.servers(),
        (stage.asked() - asked) / minutes / arguments.servers());
  }

  private static Duration cpu(FleetStage stage) {
    return ProcessHandle.of(stage.operator().pid())
        .flatMap(process -> process.info().totalCpuDuration())
        .orElseThrow();
  }

  private void raise(FleetStage stage) throws InterruptedException {
    say("an office is turned away in each");
    var began = Instant.now();
    stage.pods().forEach(ReportingPod::busy);
    await(RAISES_WITHIN, () -> stage.pods().stream().allMatch(pod -> pod.served().isPresent()));
    report("turned away to raised, in the pod", stage, began, ReportingPod::raised, RAISE_SECONDS);
    report(
        "turned away to served, two raises later",
        stage,
        began,
        ReportingPod::served,
        (int) RAISES_WITHIN.toSeconds());
  }

  private void report(
      String what,
      FleetStage stage,
      Instant began,
      Function<ReportingPod, Optional<Instant>> when,
      int bound) {
    var seconds =
        stage.pods().stream()
            .map(when)
            .flatMap(Optional::stream)
            .mapToDouble(instant -> seconds(began, instant))
            .sorted()
            .toArray();
    figures.add(
        Figure.told(
            what + ", median",
            seconds.length == 0 ? "never" : "%.1f s".formatted(seconds[seconds.length / 2])));
    boolean all = seconds.length == arguments.servers();
    figures.add(
        Figure.atMost(
            what + ", slowest",
            all ? seconds[seconds.length - 1] : Double.POSITIVE_INFINITY,
            bound,
            "s"));
  }

  /** Waits; whoever looks at the figures finds what did not come to be. */
  private static void await(Duration longest, BooleanSupplier reached) throws InterruptedException {
    var end = Instant.now().plus(longest);
    while (!reached.getAsBoolean() && Instant.now().isBefore(end)) {
      Thread.sleep(POLL);
    }
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / MILLIS;
  }

  private static String since(Instant began) {
    return "%.0f s".formatted(seconds(began, Instant.now()));
  }

  private static String mib(double value) {
    return "%.0f MiB".formatted(value);
  }

  private static void say(String words) {
    System.err.println(words);
  }
}
