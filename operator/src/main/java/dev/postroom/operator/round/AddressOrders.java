package dev.postroom.operator.round;

import dev.postroom.crds.Annotations;
import dev.postroom.operator.limits.AddressList;
import dev.postroom.operator.limits.AddressList.SyntaxException;
import dev.postroom.operator.limits.Decision;
import dev.postroom.operator.limits.Decision.Outcome;
import dev.postroom.operator.limits.Evidence;
import dev.postroom.operator.limits.Ledger;
import dev.postroom.operator.limits.Pins;
import dev.postroom.operator.limits.Reason;
import dev.postroom.operator.render.FieldProblem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an administrator says of single addresses by annotations of an ImapServer, and what was done
 * about it. An annotation that cannot be read changes nothing: what was understood last stays.
 */
public final class AddressOrders {

  private Optional<Pins> pins = Optional.empty();

  /**
   * Those that the annotation names and that were forgotten; each is forgotten once. One that is
   * pinned is not among them, so that it is forgotten when the pin goes.
   */
  private SortedSet<String> forgotten = new TreeSet<>();

  private List<FieldProblem> problems = List.of();

  /** Takes back what {@link #kept()} gave to an operator before. */
  public void readBack(String text) {
    forgotten = text.lines().collect(Collectors.toCollection(TreeSet::new));
  }

  /** What a restart of the operator must not lose, one address a line. */
  public String kept() {
    return forgotten.stream().map(peer -> peer + "\n").collect(Collectors.joining());
  }

  /** What is wrong with the annotations. */
  public List<FieldProblem> problems() {
    return problems;
  }

  Pins pins() {
    return pins.orElse(Pins.NONE);
  }

  /**
   * Does what the annotations say; the memory then has the ledger.
   *
   * @param memory has rules and ledger
   * @param maximum no pin is above it
   * @return what changed by it
   */
  public List<Decision> follow(
      Map<String, String> annotations, ServerMemory memory, int maximum, Instant now) {
    var rules = memory.rules().orElseThrow();
    var ledger = memory.ledger().orElseThrow();
    var wrong = new ArrayList<FieldProblem>();
    var pinning = readPins(annotations, rules.ipv6Prefix(), maximum, wrong);
    if (pinning.isPresent() || pins.isEmpty()) {
      pins = Optional.of(pinning.orElseGet(() -> Pins.of(ledger)));
    }
    var pinned = pins.get().enter(rules, ledger, maximum, now);
    var decisions = new ArrayList<>(pinned.decisions());
    var raises = new TreeMap<>(pinned.ledger().raises());
    var naming =
        new TreeSet<>(readForgotten(annotations, rules.ipv6Prefix(), wrong).orElse(forgotten));
    naming.removeAll(pins.get().limits().keySet());
    for (var peer : naming) {
      if (!forgotten.contains(peer) && raises.remove(peer) != null) {
        // Of an address whose pin goes at the same time this is all there is to tell.
        decisions.removeIf(decision -> decision.peer().equals(peer));
        decisions.add(forget(peer, ledger.raises().get(peer).limit(), rules.base(peer)));
      }
    }
    forgotten = naming;
    problems = List.copyOf(wrong);
    if (!decisions.isEmpty()) {
      memory.ledger(new Ledger(raises));
      memory.noted().take(decisions, raises.keySet(), now);
    }
    return decisions;
  }

  private static Optional<Pins> readPins(
      Map<String, String> annotations, int ipv6Prefix, int maximum, List<FieldProblem> wrong) {
    try {
      return Optional.of(
          new Pins(
              AddressList.withLimits(
                  annotations.getOrDefault(Annotations.PIN, ""), ipv6Prefix, maximum)));
    } catch (SyntaxException e) {
      wrong.add(problem(Annotations.PIN, e));
      return Optional.empty();
    }
  }

  private static Optional<SortedSet<String>> readForgotten(
      Map<String, String> annotations, int ipv6Prefix, List<FieldProblem> wrong) {
    try {
      return Optional.of(
          AddressList.plain(annotations.getOrDefault(Annotations.FORGET, ""), ipv6Prefix));
    } catch (SyntaxException e) {
      wrong.add(problem(Annotations.FORGET, e));
      return Optional.empty();
    }
  }

  private static FieldProblem problem(String annotation, SyntaxException e) {
    return new FieldProblem("metadata.annotations[" + annotation + "]", e.getMessage());
  }

  private static Decision forget(String peer, int before, int base) {
    return new Decision(
        Outcome.LOWERED,
        base,
        before,
        base,
        0,
        base,
        Evidence.none(peer, false),
        Reason.Forgotten,
        "forgotten by the annotation postroom.dev/forget: from %d back to the base limit %d"
            .formatted(before, base));
  }
}
