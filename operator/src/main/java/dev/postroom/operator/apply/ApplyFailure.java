package dev.postroom.operator.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why the API server did not do what it was asked.
 *
 * @param reason the kind, which says who has to mend it
 * @param message the API server's words with the fields that they are about, and what to do
 */
public record ApplyFailure(Reason reason, String message) {

  /** Kinds of failures. Their names are reasons of the condition {@code ObjectsApplied}. */
  public enum Reason {
    /** An object of the same name belongs to somebody else. */
    NameTaken(true, ""),
    /** A ResourceQuota or LimitRange of the namespace has no room for it. */
    QuotaExceeded(true, "raise the namespace's quota, or ask for less"),
    /** An admission webhook or policy said no. */
    DeniedByAdmission(true, "change the policy that refuses it, or what the ImapServer asks for"),
    /** The namespace is on its way out, and takes nothing new. */
    NamespaceTerminating(false, "the ImapServer goes with it"),
    /** The operator lacks a permission. */
    Forbidden(true, "allow it to the operator's ServiceAccount; the chart's Role does"),
    /** The operator's token is not taken. */
    Unauthorized(true, "see that the operator's ServiceAccount token is mounted and not expired"),
    /** The object is not as the API wants it. */
    Invalid(true, "change the field that the ImapServer sets it from"),
    /** The namespace, the kind or the object is gone. */
    NotFound(true, "see that the namespace is there and that the CRDs are installed"),
    /** The object is larger than the API server takes. */
    TooLarge(true, "let the ImapServer say less; a ConfigMap has room for 1 MiB"),
    /** Another refusal that stays until something is changed. */
    Refused(true, "change what it is about"),
    /** Somebody else changed the object at the same moment. */
    Conflict(false, "it is tried again; if that goes on, somebody else keeps changing it"),
    /** The API server has too much to do. */
    TooManyRequests(false, "it is tried again, later and later"),
    /** An admission webhook does not answer. */
    WebhookUnavailable(false, "it is tried again; see why the webhook does not answer"),
    /** The API server failed by itself. */
    ServerError(false, "it is tried again; if that goes on, look at the API server's log"),
    /** What answers is no API server, or a broken one. */
    AnswerUnreadable(false, "it is tried again; see whether a proxy stands before the API server"),
    /** The API server does not answer. */
    Unreachable(false, "it is tried again until the API server answers"),
    /** The operator failed by itself. */
    OperatorFailed(
        true, "it is tried again; that is a defect, please report it with the operator's log");

    private final boolean lasting;
    private final String advice;

    Reason(boolean lasting, String advice) {
      this.lasting = lasting;
      this.advice = advice;
    }

    /** Whether it stays until a person changes something, as opposed to passing by itself. */
    public boolean isLasting() {
      return lasting;
    }
  }

  /** In the place of a status code: there was no answer. */
  private static final int NO_ANSWER = 0;

  /** HTTP status codes 400 to 499. */
  private static final int CLIENT_ERROR = 4;

  /** What the client's exception means. */
  public static ApplyFailure of(KubernetesClientException e) {
    var reason = reason(e);
    var words =
        Optional.ofNullable(e.getStatus()).map(Status::getMessage).orElseGet(() -> words(e));
    var fields = fields(e, words);
    return new ApplyFailure(
        reason, words + fields + (reason.advice.isEmpty() ? "" : "; " + reason.advice));
  }

  /** What another exception means: nobody refused anything. */
  public static ApplyFailure ofDefect(RuntimeException e) {
    return new ApplyFailure(
        Reason.OperatorFailed, "%s; %s".formatted(e, Reason.OperatorFailed.advice));
  }

  private static Reason reason(KubernetesClientException e) {
    var words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    if (e instanceof NameTakenException) {
      return Reason.NameTaken;
    }
    if (isUnreadable(e)) {
      return Reason.AnswerUnreadable;
    }
    if (words.contains("failed calling webhook")) {
      return Reason.WebhookUnavailable;
    }
    if (words.contains("exceeded quota") || words.contains("limitrange")) {
      return Reason.QuotaExceeded;
    }
    if (words.contains("admission webhook") || words.contains("validatingadmissionpolicy")) {
      return Reason.DeniedByAdmission;
    }
    if (words.contains("because it is being terminated")) {
      return Reason.NamespaceTerminating;
    }
    return switch (Math.max(0, e.getCode())) {
      case NO_ANSWER -> Reason.Unreachable;
      case 401 -> Reason.Unauthorized;
      case 403 -> Reason.Forbidden;
      case 404 -> Reason.NotFound;
      case 409 -> Reason.Conflict;
      case 413 -> Reason.TooLarge;
      case 422 -> Reason.Invalid;
      case 429 -> Reason.TooManyRequests;
      default -> e.getCode() / 100 == CLIENT_ERROR ? Reason.Refused : Reason.ServerError;
    };
  }

  private static boolean isUnreadable(KubernetesClientException e) {
    return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
        .anyMatch(
            cause ->
                cause instanceof UnreadableAnswerException
                    || cause instanceof JsonProcessingException);
  }

  /** The innermost cause has the words; the client wraps it in some of its own. */
  private static String words(KubernetesClientException e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    var words = String.valueOf(e.getMessage());
    return cause.getMessage() == null || words.contains(cause.getMessage())
        ? words
        : words + " " + cause.getMessage();
  }

  /** Fields that the API server complains of and that its words do not name. */
  private static String fields(KubernetesClientException e, String words) {
    var fields =
        Optional.ofNullable(e.getStatus())
            .map(Status::getDetails)
            .map(StatusDetails::getCauses)
            .orElse(List.of())
            .stream()
            .filter(cause -> cause.getField() != null && !words.contains(cause.getField()))
            .map(StatusCause::getField)
            .distinct()
            .collect(Collectors.joining(", "));
    return fields.isEmpty() ? "" : " (" + fields + ")";
  }
}
