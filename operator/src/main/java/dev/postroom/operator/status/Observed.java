package dev.postroom.operator.status;

import dev.postroom.operator.apply.ApplyFailure;
import dev.postroom.operator.limits.Ledger;
import dev.postroom.operator.limits.LimitRules;
import dev.postroom.operator.limits.MaximumDecision;
import dev.postroom.operator.owned.OwnedState;
import dev.postroom.operator.references.References;
import dev.postroom.operator.render.FieldProblem;
import dev.postroom.operator.render.Rendering;
import dev.postroom.operator.rollout.Children;
import dev.postroom.operator.rollout.RolloutState;
import dev.postroom.operator.round.Look;
import dev.postroom.operator.round.NotedPeers;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the status speaks of.
 *
 * @param now the time
 * @param children the server and what belongs to it
 * @param rendering what became of the specification
 * @param references what the specification names, as it was found
 * @param failures what the API server did not do, and why
 * @param owned the objects that the server owns beside its files and pods
 * @param look what the pods reported
 * @param files hashes of the files that the pods should run with, by name
 * @param rules the rules for limits in force, empty if there never were any
 * @param ledger the raised limits
 * @param noted what is worth telling of peers
 * @param rollout where the replacing of pods stands
 * @param annotationProblems annotations that cannot be followed
 * @param maximum what was decided last about how many connections a pod may hold
 */
public record Observed(
    Instant now,
    Children children,
    Rendering rendering,
    References references,
    List<ApplyFailure> failures,
    OwnedState owned,
    Look look,
    Map<String, String> files,
    Optional<LimitRules> rules,
    Ledger ledger,
    Collection<NotedPeers.Noted> noted,
    RolloutState rollout,
    List<FieldProblem> annotationProblems,
    Optional<MaximumDecision> maximum) {}
