package dev.postroom.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What answers of an API server mean; the words are those of kube-apiserver 1.36. */
class ApplyFailureTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          401 | Unauthorized | Unauthorized
          403 | services "mail" is forbidden: User "x" cannot patch resource "services" in API group "" in the namespace "a" | Forbidden
          403 | services "mail" is forbidden: unable to create new content in namespace a because it is being terminated | NamespaceTerminating
          403 | services "mail" is forbidden: exceeded quota: few, requested: services=1, used: services=2, limited: services=2 | QuotaExceeded
          403 | pods "mail-0" is forbidden: maximum memory usage per Container is 1Gi, but limit is 2Gi by LimitRange few | QuotaExceeded
          400 | admission webhook "policy.example.org" denied the request: no load balancers | DeniedByAdmission
          422 | services "mail" is forbidden: ValidatingAdmissionPolicy 'lb' with binding 'lb' denied request: no | DeniedByAdmission
          500 | Internal error occurred: failed calling webhook "policy.example.org": connection refused | WebhookUnavailable
          404 | namespaces "a" not found | NotFound
          409 | Operation cannot be fulfilled on services "mail": the object has been modified | Conflict
          413 | Request entity too large: limit is 3145728 | TooLarge
          405 | the server does not allow this method on the requested resource | Refused
          429 | too many requests, please try again later | TooManyRequests
          500 | etcdserver: request timed out | ServerError
          503 | apiserver is shutting down | ServerError
          """)
  void theKindIsFoundByCodeAndWords(int code, String words, ApplyFailure.Reason reason) {
    var failure = ApplyFailure.of(refused(code, words, ""));

    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.message()).startsWith(words + "; ");
  }

  @Test
  void theFieldIsNamedOnceAlsoWhereTheWordsDoNot() {
    var causes =
        """
        details:
          causes:
          - {reason: FieldValueInvalid, message: no, field: "spec.ports[0].nodePort"}
          - {reason: FieldValueInvalid, message: nor, field: "spec.ports[0].nodePort"}
          - {reason: FieldValueInvalid, message: bad, field: "spec.type"}
        """;

    assertThat(ApplyFailure.of(refused(422, "spec.type is wrong", causes)))
        .isEqualTo(
            new ApplyFailure(
                ApplyFailure.Reason.Invalid,
                "spec.type is wrong (spec.ports[0].nodePort); change the field that the ImapServer"
                    + " sets it from"));
  }

  @Test
  void noAnswerIsNoRefusal() {
    var gone =
        new KubernetesClientException(
            "Operation: [patch] for kind: [ConfigMap] failed.",
            new IOException(new ConnectException("Connection refused")));

    assertThat(ApplyFailure.of(gone))
        .isEqualTo(
            new ApplyFailure(
                ApplyFailure.Reason.Unreachable,
                "Operation: [patch] for kind: [ConfigMap] failed. Connection refused; it is tried"
                    + " again until the API server answers"));
  }

  @Test
  void whatIsNoObjectIsNoAnswer() {
    var page =
        new KubernetesClientException(
            "An error has occurred.", new JsonParseException(null, "Unexpected character ('<')"));

    assertThat(ApplyFailure.of(page).reason()).isEqualTo(ApplyFailure.Reason.AnswerUnreadable);
    assertThat(ApplyFailure.of(new UnreadableAnswerException("Secret mail-report-token")))
        .isEqualTo(
            new ApplyFailure(
                ApplyFailure.Reason.AnswerUnreadable,
                "asked for Secret mail-report-token, the API server answered with something else;"
                    + " it is tried again; see whether a proxy stands before the API server"));
  }

  private static KubernetesClientException refused(int code, String words, String more) {
    var status = Serialization.unmarshal("code: " + code + "\n" + more, Status.class);
    status.setMessage(words);
    return new KubernetesClientException(
        "Failure executing: PATCH. Message: " + words, code, status);
  }
}
