package dev.postroom.operator.simulation;

import dev.postroom.contract.report.PeerReport;
import dev.postroom.operator.limits.LimitRules;
import dev.postroom.operator.peers.PodReport;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The day's script, from six o'clock to six o'clock: who comes and goes, who attacks, what breaks.
 * One world, one day.
 */
final class Day {

  static final String OFFICE = "203.0.113.7";
  static final String GROWING = "2001:db8:1:2::/64";
  static final String CLASS = "203.0.113.80";
  static final String WEBMAIL = "10.20.0.9";
  static final String GREEDY = "198.51.100.23";
  static final String GUESSER = "198.51.100.66";
  private static final String ROAMING = "192.0.2.";
  private static final String BOTNET = "198.18.";

  /** One of the botnet, of those that try to fill their address. */
  static final String BOT = BOTNET + "0.1";

  private static final Instant MIDNIGHT = Instant.parse("2026-11-23T00:00:00Z");
  private static final int THUNDERBIRD = 5;
  private static final int TELEPHONE = 2;
  private static final int REPORTED_PEERS = 200;
  private static final int PERCENT = 100;
  private static final String THIEF = "2001:db8:bad:";
  private static final int THIEFS_CONNECTIONS = 5;
  private static final Duration THIEFS_HOUR = Duration.ofHours(23);

  private final World world;
  private final Agenda agenda = new Agenda(time("06:00"));
  private final Instant end = time("06:00").plus(Duration.ofDays(1));
  private final RandomGenerator random;
  private final SimulatedCluster cluster;
  private final SimulatedOperator operator;
  private final Duration stale;
  private final List<Household> households = new ArrayList<>();
  private final DayLog log = new DayLog();
  private Instant lastLook = agenda.instant();

  private Day(World world) {
    this.world = world;
    random = new Random(world.seed());
    var spec = world.spec();
    stale = LimitRules.of(spec).stale();
    cluster =
        new SimulatedCluster(
            agenda,
            random,
            IntStream.range(0, world.pods())
                .mapToObj(
                    pod ->
                        new SimulatedPod(
                            "mail-" + pod, agenda, world.maximum(), world.base(), REPORTED_PEERS))
                .toList());
    operator = new SimulatedOperator(cluster, spec, agenda);
  }

  /** Plays a day and tells what came of it. */
  static DayLog played(World world) {
    var day = new Day(world);
    day.people();
    day.attackers();
    day.failures();
    day.agenda.every(world.interval(), day.end, day::look);
    day.agenda.runUntil(day.end);
    return day.log;
  }

  static Instant time(String hoursAndMinutes) {
    return MIDNIGHT.plusSeconds(LocalTime.parse(hoursAndMinutes).toSecondOfDay());
  }

  private void look() {
    if (operator.isDown()) {
      return;
    }
    boolean first = operator.hasJustStarted();
    var needs =
        households.stream().collect(Collectors.toMap(Household::address, house -> need(house)));
    var decisions = operator.look();
    boolean blind = first || !operator.sawAll();
    needs.forEach((address, need) -> log.need(address, need, blind));
    log.look(agenda.instant(), decisions, cluster.ledger());
    operator.maximum().ifPresent(log::maximum);
    lastLook = agenda.instant();
  }

  private DayLog.Need need(Household house) {
    if (house.wanted() <= cluster.limitInForce(house.address())) {
      return DayLog.Need.NONE;
    }
    return cluster.wasTurnedAwaySince(house.address(), lastLook)
        ? DayLog.Need.SHOWN
        : DayLog.Need.UNSEEN;
  }

  private void people() {
    var office = new ArrayList<MailProgram>();
    for (int i = 0; i < world.office(); i++) {
      var program = program("office" + i, THUNDERBIRD);
      office.add(program);
      // Fewer are there for two thirds at most of what a raise lasts that is not needed.
      var lunch = time("12:00").plus(upTo(world.quiet().dividedBy(6)));
      var after = time("12:00").plus(world.quiet().dividedBy(2));
      here(program, OFFICE, between("08:00", "09:00"), lunch);
      here(
          program, OFFICE, after.plus(upTo(world.quiet().dividedBy(6))), between("16:45", "18:00"));
    }
    households.add(new Household(OFFICE, office));

    var growing = new ArrayList<MailProgram>();
    for (int i = 0; i < world.growing(); i++) {
      var program = program("growing" + i, THUNDERBIRD);
      growing.add(program);
      var comes = time("07:00").plus(Duration.ofMinutes(30L * i + random.nextInt(20)));
      here(program, GROWING, comes, between("17:30", "19:00"));
    }
    households.add(new Household(GROWING, growing));

    // They all come with the bell, so that nobody is raised before he is turned away.
    var pupils = new ArrayList<MailProgram>();
    for (int i = 0; i < world.pupils(); i++) {
      var program = program("pupil" + i, THUNDERBIRD);
      pupils.add(program);
      here(program, CLASS, time("10:30").plusMillis(random.nextInt(20_000)), time("11:15"));
    }
    households.add(new Household(CLASS, pupils));

    var greedy = program("greedy", 2 * world.base());
    here(greedy, GREEDY, time("07:30"), time("22:00"));

    roam(program("roamer", THUNDERBIRD), program("roamer", TELEPHONE), 0);
    for (int user = 0; user < world.webmail(); user++) {
      webmail("webmail" + user, between("07:00", "09:00"), between("17:00", "19:00"));
    }
  }

  private MailProgram program(String user, int connections) {
    return new MailProgram(agenda, cluster, random, user, connections);
  }

  private void here(MailProgram program, String address, Instant from, Instant until) {
    if (from.isBefore(until)) {
      agenda.at(from, () -> program.start(address));
      agenda.at(until, program::stop);
    }
  }

  /** Another address every half hour or so, all day long. */
  private void roam(MailProgram laptop, MailProgram telephone, int hop) {
    laptop.stop();
    telephone.stop();
    laptop.start(ROAMING + (hop + 1));
    telephone.start(ROAMING + (hop + 1));
    var stay = Duration.ofMinutes(15L + random.nextInt(30));
    if (agenda.instant().plus(stay).isBefore(end)) {
      agenda.in(stay, () -> roam(laptop, telephone, hop + 1));
    }
  }

  /** A page a minute, each a session of some seconds; a refused one is tried again once. */
  private void webmail(String user, Instant from, Instant until) {
    agenda.at(
        from,
        () -> {
          if (agenda.instant().isBefore(until)) {
            page(user, true);
            webmail(user, agenda.instant().plusMillis(random.nextLong(20_000, 100_000)), until);
          }
        });
  }

  private void page(String user, boolean again) {
    cluster
        .connect(WEBMAIL, () -> {})
        .ifPresentOrElse(
            connection -> {
              connection.loggedIn(user);
              agenda.in(Duration.ofMillis(random.nextInt(4000, 16_000)), connection::close);
            },
            () -> {
              if (again) {
                agenda.in(Duration.ofSeconds(1), () -> page(user, false));
              }
            });
  }

  private void attackers() {
    var attackers = new Attackers(agenda, cluster, random);
    for (int bot = 0; bot < world.bots(); bot++) {
      var address = BOTNET + bot / 250 + "." + (1 + bot % 250);
      // Some try to fill their address, most only guess.
      int connections = bot % 20 == 0 ? world.base() + 5 : 1;
      attackers.guess(address, connections, between("10:00", "10:01"), time("10:05"));
    }
    attackers.guess(GUESSER, world.base() + 5, time("11:00"), time("15:00"));
    for (int account = 0; account < 3; account++) {
      attackers.use("stolen" + account, GUESSER, time("11:00"), time("15:00"));
    }
    if (world.thief()) {
      // By night, since nobody else gets in.
      int prefixes = world.pods() * world.maximum() / THIEFS_CONNECTIONS;
      attackers.fill(
          "filling", THIEF, prefixes, THIEFS_CONNECTIONS, time("06:00").plus(THIEFS_HOUR));
    }
  }

  private void failures() {
    cluster.network(this::lossy);
    agenda.at(time("09:20"), () -> cluster.network(Day::lost));
    agenda.at(time("09:25"), () -> cluster.network(this::lossy));
    for (int i = 0; i < world.restarts(); i++) {
      var pause = Duration.ofSeconds(5 + random.nextInt(20));
      agenda.at(between("07:30", "23:30"), () -> restart(pause));
      agenda.at(between("07:30", "18:00"), operator::dieInMidRaise);
      int pod = random.nextInt(world.pods());
      if (i % 3 == 0) {
        agenda.at(between("09:00", "17:30"), () -> cluster.replace(pod));
      }
    }
    agenda.every(Duration.ofSeconds(10), end, this::supervise);
  }

  private void restart(Duration pause) {
    operator.stop();
    agenda.in(pause, this::supervise);
  }

  /** What the kubelet does for an operator that died. */
  private void supervise() {
    if (operator.isDown()) {
      operator.start();
    }
  }

  private PodReport lossy(PodReport report) {
    int chance = random.nextInt(PERCENT);
    if (chance < world.lossy()) {
      return lost(report);
    }
    return chance < 2 * world.lossy() && report instanceof PodReport.Given given
        ? late(given)
        : report;
  }

  private static PodReport lost(PodReport report) {
    return new PodReport.Missing(report.pod(), "no route to host");
  }

  /** Too old to be evidence. */
  private PodReport late(PodReport.Given given) {
    var told = given.report();
    return new PodReport.Given(
        given.pod(),
        new PeerReport(
            told.version(),
            told.at().minus(stale).minusSeconds(5),
            told.startedAt(),
            told.server(),
            told.window(),
            told.configuration(),
            told.connections(),
            told.sources(),
            told.peers(),
            told.truncated()));
  }

  private Duration upTo(Duration most) {
    return Duration.ofMillis(random.nextLong(most.toMillis()));
  }

  private Instant between(String from, String until) {
    long millis = Duration.between(time(from), time(until)).toMillis();
    return time(from).plusMillis(random.nextLong(millis));
  }
}
