package dev.postroom.operator.round;

import dev.postroom.crds.ImapServerSpec;
import dev.postroom.crds.ServiceSpec;
import dev.postroom.operator.apply.AppliedObjects;
import dev.postroom.operator.limits.Effects;
import dev.postroom.operator.limits.Ledger;
import dev.postroom.operator.limits.LimitRules;
import dev.postroom.operator.peers.Absence;
import dev.postroom.operator.peers.FreshStarts;
import dev.postroom.operator.peers.LateFiles;
import dev.postroom.operator.peers.PastLogins;
import dev.postroom.operator.peers.PodReport;
import dev.postroom.operator.peers.RefusalMarks;
import dev.postroom.operator.peers.SourceWatch;
import dev.postroom.operator.render.LimitTexts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the rounds of one server remember; there is only one round at a time. All of it can be lost:
 * the ledger is read back from its ConfigMap, the rest is found out again.
 */
public final class ServerMemory {

  /** How long an exchanged token may stay unnoticed while the pods know the one before. */
  private static final Duration TOKEN_KEPT = Duration.ofMinutes(1);

  private final AppliedObjects applied = new AppliedObjects();
  private final NotedPeers noted = new NotedPeers();
  private final AddressOrders orders = new AddressOrders();
  private final ServerPlaces places = new ServerPlaces();
  private Optional<Ledger> ledger = Optional.empty();
  private Optional<LimitRules> rules = Optional.empty();
  private Optional<LimitTexts> texts = Optional.empty();
  private Optional<Instant> firstLook = Optional.empty();
  private Look look = Look.NONE;
  private RefusalMarks refusals = RefusalMarks.NONE;
  private PastLogins pastLogins = PastLogins.NONE;
  private final SourceWatch sources = new SourceWatch();
  private ServiceSpec service = ServiceSpec.DEFAULTS;
  private Effects effects = Effects.NONE;
  private LateFiles lateFiles = LateFiles.NONE;
  private FreshStarts freshStarts = FreshStarts.NONE;
  private Optional<BroughtLimits> brought = Optional.empty();
  private Optional<String> token = Optional.empty();
  private Instant tokenRead = Instant.MIN;

  /** What was applied. */
  public AppliedObjects applied() {
    return applied;
  }

  /** What is worth telling of peers. */
  public NotedPeers noted() {
    return noted;
  }

  /** What an administrator said of single addresses. */
  public AddressOrders orders() {
    return orders;
  }

  /** How many connections a pod may hold. */
  public ServerPlaces places() {
    return places;
  }

  /** The raised limits; empty until they were read back. */
  public Optional<Ledger> ledger() {
    return ledger;
  }

  /** Takes note of the ledger, read back or decided. */
  public void ledger(Ledger ledger) {
    this.ledger = Optional.of(ledger);
  }

  /** The last rules that could be read; they stay in force while the specification has none. */
  public Optional<LimitRules> rules() {
    return rules;
  }

  /** Takes note of rules that could be read. */
  public void rules(LimitRules rules) {
    this.rules = Optional.of(rules);
  }

  /**
   * What a specification states of limits and of the way to the server; rules that say the same
   * stay the same object.
   */
  public void rules(ImapServerSpec spec) {
    rules =
        Optional.of(rules.map(before -> before.renewed(spec)).orElseGet(() -> LimitRules.of(spec)));
    service = spec.service();
  }

  /** Access map and ledger as they are now; there must be rules and a ledger. */
  public LimitTexts texts() {
    var current = ledger.orElseThrow();
    var now =
        texts
            .map(before -> before.renewed(rules.orElseThrow(), current))
            .orElseGet(() -> LimitTexts.of(rules.orElseThrow(), current));
    texts = Optional.of(now);
    return now;
  }

  /**
   * The token that opens the pods' reports. It is read where it is kept now and then, and when a
   * pod does not know it: perhaps it knows a newer one.
   */
  public String token(Supplier<String> read, Instant now) {
    boolean refused =
        look.reports().stream()
            .anyMatch(
                report ->
                    report instanceof PodReport.Missing missing
                        && missing.why() == Absence.TokenUnknown);
    if (token.isEmpty() || refused || !now.isBefore(tokenRead.plus(TOKEN_KEPT))) {
      token = Optional.of(read.get());
      tokenRead = now;
    }
    return token.get();
  }

  /** The token that was read last. */
  Optional<String> knownToken() {
    return token;
  }

  /** Whether just this was brought to the cluster last. */
  public boolean brought(BroughtLimits limits) {
    return brought.filter(limits::equals).isPresent();
  }

  /** Takes note of what was brought to the cluster. */
  public void bring(BroughtLimits limits) {
    brought = Optional.of(limits);
  }

  /** The last look at the pods. */
  public Look look() {
    return look;
  }

  /** Lets go of what nobody asks the last look for once a reconciliation is over. */
  public void forgetPeers() {
    look = look.withoutPeers();
  }

  void look(Look look) {
    this.look = look;
    firstLook = firstLook.or(() -> Optional.of(look.at()));
  }

  /** When the first look was that is remembered. */
  Instant firstLook() {
    return firstLook.orElse(look.at());
  }

  /** What is thought of clients' addresses. */
  SourceWatch sources() {
    return sources;
  }

  /** How clients reach the server, as the last specification said. */
  ServiceSpec service() {
    return service;
  }

  /** Which refusals had their answer. */
  RefusalMarks refusals() {
    return refusals;
  }

  void refusals(RefusalMarks refusals) {
    this.refusals = refusals;
  }

  /** Logins that pods counted before they restarted. */
  PastLogins pastLogins() {
    return pastLogins;
  }

  void pastLogins(PastLogins pastLogins) {
    this.pastLogins = pastLogins;
  }

  /** What a restart of the operator must not lose of the logins that pods have counted. */
  public String keptLogins() {
    return pastLogins.kept(look.reports());
  }

  /** Takes back what {@link #keptLogins} gave to an operator before. */
  public void readBackLogins(String kept, Instant now) {
    pastLogins = PastLogins.readBack(kept, now);
  }

  /** Which limits the pods enforce otherwise than they were given. */
  Effects effects() {
    return effects;
  }

  void effects(Effects effects) {
    this.effects = effects;
  }

  /** Since when pods have always just started. */
  FreshStarts freshStarts() {
    return freshStarts;
  }

  void freshStarts(FreshStarts freshStarts) {
    this.freshStarts = freshStarts;
  }

  /** Since when pods are behind. */
  LateFiles lateFiles() {
    return lateFiles;
  }

  void lateFiles(LateFiles lateFiles) {
    this.lateFiles = lateFiles;
  }
}
