package dev.postroom.operator.status;

import dev.postroom.contract.report.ConfigurationState.Rejection;
import dev.postroom.contract.report.PeerReport;
import dev.postroom.operator.references.RefusedCertificate;
import dev.postroom.operator.render.FieldProblem;
import dev.postroom.operator.render.Rendering;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the specification, and what it refers to, can be honoured. */
final class ConfigurationValid {

  private ConfigurationValid() {}

  static Finding of(Observed observed) {
    if (observed.rendering() instanceof Rendering.Invalid(List<FieldProblem> problems)) {
      var kept =
          observed.children().statefulSet().isPresent()
              ? " (the last good configuration stays in force)"
              : "";
      return Finding.bad(ConditionReason.InvalidSpec, words(problems) + kept);
    }
    if (!observed.owned().missingKinds().isEmpty()) {
      return Finding.bad(ConditionReason.KindMissing, words(observed.owned().missingKinds()));
    }
    var references = observed.references();
    if (!references.missing().isEmpty()) {
      return Finding.bad(ConditionReason.SecretMissing, words(references.missing()));
    }
    var certificates =
        Stream.concat(
                references.unusable().stream(),
                references.refused().stream().map(RefusedCertificate::problem))
            .toList();
    if (!certificates.isEmpty()) {
      return Finding.bad(ConditionReason.CertificateInvalid, words(certificates));
    }
    if (!observed.annotationProblems().isEmpty()) {
      return Finding.bad(
          ConditionReason.InvalidAnnotation,
          words(observed.annotationProblems()) + " (what was understood before stays in force)");
    }
    var rejected =
        observed.look().given().stream()
            .flatMap(
                report ->
                    report.configuration().rejected().stream().map(file -> words(report, file)))
            .collect(Collectors.joining("; "));
    if (rejected.isEmpty() && !references.expiring().isEmpty()) {
      return Finding.good(ConditionReason.CertificateExpires, words(references.expiring()));
    }
    return rejected.isEmpty()
        ? Finding.good(ConditionReason.Valid, "every field can be honoured")
        : Finding.bad(ConditionReason.RejectedByServer, rejected);
  }

  private static String words(List<FieldProblem> problems) {
    return problems.stream().map(FieldProblem::toString).collect(Collectors.joining("; "));
  }

  private static String words(PeerReport report, Rejection rejection) {
    return "pod %s keeps the last good %s: line %d: %s"
        .formatted(report.server(), rejection.file(), rejection.line(), rejection.message());
  }
}
