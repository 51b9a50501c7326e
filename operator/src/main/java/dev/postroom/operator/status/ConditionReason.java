package dev.postroom.operator.status;

/**
 * Why a condition is what it is: one word for programs. The message beside it has the particulars
 * for people. A new one is explained in {@code docs/troubleshooting.md}, which a test holds to this
 * list.
 */
public enum ConditionReason {
  /** Ready: all pods serve. */
  Serving,
  /** Pods are replaced one by one; ready while all serve. */
  Rolling,
  /** Pods have to be replaced, and other servers go first, or are looked at first. */
  RollWaits,
  /** A new pod does not get ready; the message says why, and what to mend. */
  RollStuck,
  /** Pods would have to be replaced, and new ones could not serve, so the old ones stay. */
  RollBlocked,
  /** The StatefulSet is made anew around its pods, which stay. */
  Recreating,
  /** Not ready: {@code spec.replicas} is 0. */
  Stopped,
  /** Not ready: the StatefulSet is being made. */
  Starting,
  /** Not ready: nothing was started, since the specification cannot be honoured. */
  ConfigurationInvalid,
  /** Not ready: fewer pods serve than should. */
  PodsNotReady,
  /** Not ready: the API server refused an object that the server needs. */
  ApplyFailed,

  /** The configuration can be honoured. */
  Valid,
  /** A field of the specification cannot be honoured. */
  InvalidSpec,
  /** A Secret that the specification names is missing or lacks a key. */
  SecretMissing,
  /**
   * A certificate is of no use: no server can start with it and its key, or clients refuse it, as
   * it has expired, is not valid yet, or is for other names.
   */
  CertificateInvalid,
  /** The configuration can be honoured; a certificate expires soon. */
  CertificateExpires,
  /** An annotation postroom.dev/pin or postroom.dev/forget cannot be read. */
  InvalidAnnotation,
  /** A field asks for a kind of another project that is not installed in the cluster. */
  KindMissing,
  /** A pod refused a file and keeps its last good one. */
  RejectedByServer,

  /** The claim is bound and has its size. */
  Bound,
  /** The claim that {@code storage.existingClaim} names is not there. */
  ClaimMissing,
  /** There is no claim, or no volume for it, yet. */
  ClaimPending,
  /** Somebody deleted the claim, which goes when no pod mounts it any more. */
  ClaimTerminating,
  /** The claim's volume is gone. */
  ClaimLost,
  /** Several pods shall share a claim that only one node can mount. */
  ClaimNotShared,
  /** A claim that was there before has another storage class or access mode than is asked for. */
  ClaimDiffers,
  /** The API server does not let the claim grow. */
  ResizeRefused,
  /** The volume is growing. */
  Resizing,
  /** The volume has grown, and its file system grows when a node next mounts it. */
  FileSystemResizePending,

  /** Connections come from clients' own addresses. */
  ClientAddressesSeen,
  /** Connections come from one address nearly all: an office, or a load balancer. */
  MostlyOneAddress,
  /** Connections come from the cluster's nodes or gateways. */
  NodeAddressesSeen,
  /** Connections come from the pods themselves, as a service mesh makes them. */
  PodAddressesSeen,
  /** Nobody gets in: the load balancer is not among those that are trusted. */
  ProxyNotTrusted,
  /** Nobody gets in: the load balancer sends no PROXY header. */
  ProxyHeaderMissing,
  /** The nodes are not known, so that their addresses look like clients'. */
  NodesNotKnown,
  /** Nobody is connected, or no pod reports who is. */
  NothingToJudgeBy,

  /** Every ready pod reports. */
  ReportsRead,
  /** No report: nobody listens at a pod's management port. */
  ConnectionRefused,
  /** No report: a pod gave no whole answer in time. */
  NoAnswer,
  /** No report: a pod does not know the operator's token. */
  TokenUnknown,
  /** No report: a pod has no token to compare with. */
  TokenMissing,
  /** No report: a pod's server is starting, or cannot read its token. */
  NotReady,
  /** No report: a pod answers with something else. */
  UnexpectedStatus,
  /** No report: what a pod says is too large, or no report of this version. */
  ReportUnreadable,
  /** No report: what a pod says cannot be true. */
  ReportImplausible,
  /** There is no ready pod to ask. */
  NoPodReady,

  /** All pods run with the newest files. */
  Applied,
  /** A pod does not run with the newest files yet. */
  Waiting,
  /** No pod reports with which files it runs. */
  NoPodReports,

  /** The API server has all that the server needs. */
  AllApplied,
  /** The API server has all, and others changed what pods are made of. */
  PodsAltered,
  /** Not applied: an object of the same name belongs to somebody else. */
  NameTaken,
  /** Not applied: a ResourceQuota or LimitRange of the namespace has no room for it. */
  QuotaExceeded,
  /** Not applied: an admission webhook or policy said no. */
  DeniedByAdmission,
  /** Not applied: the namespace is on its way out, and takes nothing new. */
  NamespaceTerminating,
  /** Not applied: the operator lacks a permission. */
  Forbidden,
  /** Not applied: the operator's token is not taken. */
  Unauthorized,
  /** Not applied: the object is not as the API wants it. */
  Invalid,
  /** Not applied: the namespace, the kind or the object is gone. */
  NotFound,
  /** Not applied: the object is larger than the API server takes. */
  TooLarge,
  /** Not applied: another refusal that stays until something is changed. */
  Refused,
  /** Not applied: somebody else changed the object at the same moment. */
  Conflict,
  /** Not applied: the API server has too much to do. */
  TooManyRequests,
  /** Not applied: an admission webhook does not answer. */
  WebhookUnavailable,
  /** Not applied: the API server failed by itself. */
  ServerError,
  /** Not applied: what answers is no API server, or a broken one. */
  AnswerUnreadable,
  /** Not applied: the API server does not answer. */
  Unreachable,
  /** Not applied: the operator failed by itself. */
  OperatorFailed,

  /** The annotation postroom.dev/paused is "true". */
  PausedByAnnotation,
  /** The operator looks after the server. */
  NotPaused
}
