package dev.postroom.operator.simulation;

import dev.postroom.contract.report.PeerReport;
import dev.postroom.operator.Servers;
import dev.postroom.operator.limits.LimitRules;
import dev.postroom.operator.peers.PodReport;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * The day's script, from six o'clock to six o'clock: who comes and goes, who attacks, what breaks.
 * One seed, one day.
 */
final class Day {

  static final int BASE = 20;
  static final int PODS = 2;
  static final int CEILING = 700;
  static final int MAXIMUM = 800;
  static final Duration QUIET = Duration.ofHours(1);
  private static final int RESERVE_PERCENT = 10;

  /** Of each pod's places, what raised limits may come to together. */
  static final int ROOM = MAXIMUM - MAXIMUM * RESERVE_PERCENT / 100;

  static final Duration INTERVAL = Duration.ofSeconds(20);

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
  private static final int OFFICE_PEOPLE = 50;
  private static final int GROWING_PEOPLE = 16;
  private static final int PUPILS = 20;
  private static final int WEBMAIL_USERS = 200;
  private static final int BOTS = 500;
  private static final int THUNDERBIRD = 5;
  private static final int TELEPHONE = 2;
  private static final int REPORTED_PEERS = 200;
  private static final double LOST = 0.01;
  private static final double LATE = 0.02;

  private final Agenda agenda = new Agenda(time("06:00"));
  private final Instant end = time("06:00").plus(Duration.ofDays(1));
  private final RandomGenerator random;
  private final SimulatedCluster cluster;
  private final SimulatedOperator operator;
  private final LimitRules rules;
  private final List<Household> households = new ArrayList<>();
  private final DayLog log = new DayLog();

  private Day(long seed) {
    random = new Random(seed);
    rules =
        LimitRules.of(
            Servers.spec(
                """
                replicas: %d
                connections:
                  maximum: %d
                  perAddress:
                    limit: %d
                    autoRaise:
                      ceiling: %d
                      intervalSeconds: %d
                      quietSeconds: %d
                      reservePercent: %d
                """
                    .formatted(
                        PODS,
                        MAXIMUM,
                        BASE,
                        CEILING,
                        INTERVAL.toSeconds(),
                        QUIET.toSeconds(),
                        RESERVE_PERCENT)));
    cluster = new SimulatedCluster(agenda, random, List.of(pod("mail-0"), pod("mail-1")));
    operator = new SimulatedOperator(cluster, rules, INTERVAL, agenda);
  }

  private SimulatedPod pod(String name) {
    return new SimulatedPod(name, agenda, MAXIMUM, BASE, REPORTED_PEERS);
  }

  /** Plays a day and tells what came of it. */
  static DayLog played(long seed) {
    var day = new Day(seed);
    day.people();
    day.attackers();
    day.failures();
    day.agenda.every(INTERVAL, day.end, day::look);
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
    var unmet =
        households.stream()
            .filter(house -> house.wanted() > cluster.limitInForce(house.address()))
            .toList();
    var decisions = operator.look();
    households.forEach(house -> log.need(house.address(), unmet.contains(house), decisions));
    log.look(agenda.instant(), decisions, cluster.ledger());
  }

  private void people() {
    var office = new ArrayList<MailProgram>();
    for (int i = 0; i < OFFICE_PEOPLE; i++) {
      var program = program("office" + i, THUNDERBIRD);
      office.add(program);
      here(program, OFFICE, between("08:00", "09:00"), between("12:00", "12:20"));
      here(program, OFFICE, between("12:45", "13:10"), between("16:45", "18:00"));
    }
    households.add(new Household(OFFICE, office));

    var growing = new ArrayList<MailProgram>();
    for (int i = 0; i < GROWING_PEOPLE; i++) {
      var program = program("growing" + i, THUNDERBIRD);
      growing.add(program);
      var comes = time("07:00").plus(Duration.ofMinutes(30L * i + random.nextInt(20)));
      here(program, GROWING, comes, between("17:30", "19:00"));
    }
    households.add(new Household(GROWING, growing));

    // They all come with the bell, so that nobody is raised before he is turned away.
    var pupils = new ArrayList<MailProgram>();
    for (int i = 0; i < PUPILS; i++) {
      var program = program("pupil" + i, THUNDERBIRD);
      pupils.add(program);
      here(program, CLASS, time("10:30").plusMillis(random.nextInt(20_000)), time("11:15"));
    }
    households.add(new Household(CLASS, pupils));

    var greedy = program("greedy", 2 * BASE);
    here(greedy, GREEDY, time("07:30"), time("22:00"));

    roam(program("roamer", THUNDERBIRD), program("roamer", TELEPHONE), 0);
    for (int user = 0; user < WEBMAIL_USERS; user++) {
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
    for (int bot = 0; bot < BOTS; bot++) {
      var address = BOTNET + bot / 250 + "." + (1 + bot % 250);
      // Some try to fill their address, most only guess.
      attack(address, between("10:00", "10:01"), time("10:05"), bot % 20 == 0 ? BASE + 5 : 1);
    }
    attack(GUESSER, time("11:00"), time("15:00"), BASE + 5);
    for (int account = 0; account < 3; account++) {
      stolen("stolen" + account, time("11:00"));
    }
  }

  private void attack(String address, Instant from, Instant until, int connections) {
    agenda.at(
        from,
        () -> {
          for (int i = 0; i < connections; i++) {
            cluster
                .connect(address, () -> {})
                .ifPresent(
                    connection ->
                        agenda.in(
                            Duration.ofMillis(random.nextInt(2000, 5000)),
                            () -> {
                              connection.loginFailed();
                              connection.close();
                            }));
          }
          var next = agenda.instant().plusMillis(random.nextInt(30_000, 90_000));
          if (next.isBefore(until)) {
            attack(address, next, until, connections);
          }
        });
  }

  private void stolen(String account, Instant at) {
    agenda.at(
        at,
        () -> {
          cluster
              .connect(GUESSER, () -> {})
              .ifPresent(
                  connection -> {
                    connection.loggedIn(account);
                    agenda.in(Duration.ofSeconds(30), connection::close);
                  });
          var next = agenda.instant().plusSeconds(300);
          if (next.isBefore(time("15:00"))) {
            stolen(account, next);
          }
        });
  }

  private void failures() {
    cluster.network(this::lossy);
    agenda.at(time("09:20"), () -> cluster.network(Day::lost));
    agenda.at(time("09:25"), () -> cluster.network(this::lossy));
    agenda.at(time("11:30"), () -> cluster.replace(0));
    agenda.at(time("14:05"), () -> cluster.replace(1));
    for (var minute : List.of("08:11", "08:27", "08:43", "13:03", "15:30", "17:20", "23:00")) {
      agenda.at(time(minute), () -> restart(Duration.ofSeconds(5 + random.nextInt(20))));
    }
    for (var minute : List.of("08:15", "08:35", "12:50")) {
      agenda.at(time(minute), operator::dieInMidRaise);
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
    double chance = random.nextDouble();
    if (chance < LOST) {
      return lost(report);
    }
    return chance < LOST + LATE && report instanceof PodReport.Given given ? late(given) : report;
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
            told.at().minus(rules.stale()).minusSeconds(5),
            told.startedAt(),
            told.server(),
            told.window(),
            told.configuration(),
            told.connections(),
            told.sources(),
            told.peers(),
            told.truncated()));
  }

  private Instant between(String from, String until) {
    long millis = Duration.between(time(from), time(until)).toMillis();
    return time(from).plusMillis(random.nextLong(millis));
  }
}
