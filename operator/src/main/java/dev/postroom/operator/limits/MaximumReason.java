package dev.postroom.operator.limits;

/**
 * Why the number of connections that a pod holds is what it is: one word for programs, in {@code
 * status.connections.maximumReason}, and as the label {@code reason} of the metrics.
 */
public enum MaximumReason {
  /** It is what the specification says, and nothing asks for more. */
  AsSpecified,
  /** Raised: clients were turned away because all places were taken. */
  ServerFull,
  /** Raised: nearly all places are taken. */
  NearMaximum,
  /** Not raised: it is at {@code connections.maximumCeiling}. */
  MaximumCeilingReached,
  /** Not raised: the pod's memory limit has no room for more connections. */
  MemoryReached,
  /** Not raised: too few of the connections have logged in. */
  TooFewLoggedIn,
  /** Not raised: too few users hold the connections, each more than connectionsPerUser. */
  TooFewUsers,
  /** Not raised: a pod's report is missing or too old. */
  ReportMissing,
  /** Not raised: a pod does not say that it holds as many as it should. */
  LastMaximumNotApplied,
  /** Lowered: the places were not needed for a while. */
  NotNeeded,
  /** Lowered: the specification or the memory limit allows less now. */
  LessAllowed
}
