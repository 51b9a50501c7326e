package dev.postroom.operator.references;

import dev.postroom.crds.ImapServer;
import dev.postroom.operator.render.FieldProblem;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a server refers to, as it was when it was looked at. It is got by name now and then instead
 * of watched: a watch would hold every Secret of the cluster, as they carry no label of ours, and
 * would have to be allowed for all of them. {@link ReferencePace} says how often.
 *
 * @param next when to look again
 * @param looked what was looked at, each in which version and what it holds
 * @param missing objects or keys that are missing, by the field that names them
 * @param unusable objects that no server could start with, by the field that names them
 * @param refused certificates that clients refuse
 * @param expiring certificates that end soon
 */
public record References(
    Instant next,
    List<Looked> looked,
    List<FieldProblem> missing,
    List<FieldProblem> unusable,
    List<RefusedCertificate> refused,
    List<FieldProblem> expiring) {

  /** Before the first look. */
  public static final References NONE =
      new References(Instant.MIN, List.of(), List.of(), List.of(), List.of(), List.of());

  public References {
    looked = List.copyOf(looked);
    missing = List.copyOf(missing);
    unusable = List.copyOf(unusable);
    refused = List.copyOf(refused);
    expiring = List.copyOf(expiring);
  }

  /** These, or new ones if a look is due or the server refers to something else now. */
  public References renewed(
      KubernetesClient client, ImapServer server, ReferencePace pace, Instant now) {
    var wanted = Reference.of(server);
    if (now.isBefore(next) && wanted.equals(looked.stream().map(Looked::reference).toList())) {
      return this;
    }
    var known = new HashMap<Reference, Looked>();
    looked.forEach(look -> known.put(look.reference(), look));
    var look = new Look(client, server.getMetadata().getNamespace(), known);
    var found = wanted.stream().map(look::at).toList();
    Duration pause = pace.looked(server.getMetadata().getUid(), wanted.size(), now);
    return judged(now.plus(pause), found, now);
  }

  /** Differs when something was changed. */
  public String version() {
    return looked.stream().map(Looked::version).collect(Collectors.joining(" "));
  }

  private static References judged(Instant next, List<Looked> looked, Instant now) {
    var missing = new ArrayList<FieldProblem>();
    var unusable = new ArrayList<FieldProblem>();
    var refused = new ArrayList<RefusedCertificate>();
    var expiring = new ArrayList<FieldProblem>();
    for (var look : looked) {
      var reference = look.reference();
      switch (look.content()) {
        case Content.Absent() ->
            missing.add(
                problem(
                    reference,
                    "there is no %s %s in this namespace; %s"
                        .formatted(reference.kind(), reference.name(), reference.advice())));
        case Content.Lacking(var keys) ->
            keys.forEach(
                key ->
                    missing.add(
                        problem(
                            reference,
                            "the %s %s has no key %s; add it"
                                .formatted(reference.kind(), reference.name(), key))));
        case Content.Unusable(var key, var words) -> unusable.add(told(reference, key, words));
        case Content.Certificate certificate ->
            CertificateValidity.of(certificate, now)
                .ifPresent(
                    remark -> {
                      var told = told(reference, reference.keys().getFirst(), remark.words());
                      if (remark.refused()) {
                        refused.add(new RefusedCertificate(reference.name(), told));
                      } else {
                        expiring.add(told);
                      }
                    });
        case Content.Plain() -> {}
      }
    }
    return new References(next, looked, missing, unusable, refused, expiring);
  }

  private static FieldProblem told(Reference reference, String key, String words) {
    return problem(
        reference, "%s of %s %s %s".formatted(key, reference.kind(), reference.name(), words));
  }

  private static FieldProblem problem(Reference reference, String message) {
    return new FieldProblem(reference.field(), message);
  }
}
