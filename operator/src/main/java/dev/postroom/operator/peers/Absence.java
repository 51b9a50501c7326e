package dev.postroom.operator.peers;

/**
 * Why a pod gave no report that can be used, with what to do about it: the reason of the condition
 * {@code MetricsAvailable} while it is False, by the same name.
 */
public enum Absence {
  /** Nobody listens at the pod's management port. */
  ConnectionRefused("The server in the pod does not run, or not at this port; see kubectl logs."),
  /** No connection, or no whole answer, in time. */
  NoAnswer(
      "See that NetworkPolicies let the operator reach TCP port 9180 of the pods, and that the pods"
          + " have the CPU time to answer."),
  /** HTTP 401: the pod does not know the token that the operator sends. */
  TokenUnknown(
      "A pod knows it within two minutes, once the kubelet has brought the Secret NAME-report-token;"
          + " if not, compare that Secret with the file report-token in the pod."),
  /** HTTP 403: the pod has no token at all. */
  TokenMissing(
      "The pod has no token to compare with; see that the image heeds POSTROOM_REPORT_TOKEN_FILE."),
  /** HTTP 503: the server starts, or cannot read its token file. */
  NotReady("If it stays so, see kubectl logs for what the server says of its token file."),
  /** Another HTTP status; a redirection is not followed, or the token would go elsewhere. */
  UnexpectedStatus("See that the image is a Postroom server, and kubectl logs."),
  /** More than is read, not JSON, or a report of another version. */
  ReportUnreadable("Run operator and server of the same release."),
  /** It says what cannot be: of another pod, or numbers below zero. */
  ReportImplausible(
      "Nothing of such a report is believed; see that nobody else answers at the pod's address and"
          + " that the clocks of the nodes agree, and replace the pod.");

  private final String advice;

  Absence(String advice) {
    this.advice = advice;
  }

  /** What to do, in a sentence. */
  public String advice() {
    return advice;
  }
}
