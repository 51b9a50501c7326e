package dev.postroom.operator.limits;

/**
 * Why a peer's limit is what it is: one word for programs, in {@code status.peers[].reason}, in
 * events' messages and as the label {@code reason} of the metrics.
 */
public enum Reason {
  /** Raised: connections were turned away. */
  TurnedAway,
  /** Raised: nearly all of the limit is in use. */
  NearLimit,

  /** Not raised: nobody has logged in from there. */
  NobodyLoggedIn,
  /** Not raised: more logins fail than succeed. */
  LoginsMostlyFail,
  /** Not raised: it has what its users earn. */
  EarnedLimitReached,
  /** Not raised: it has what {@code autoRaise.ceiling} allows. */
  CeilingReached,
  /** Not raised: it has its share of {@code connections.maximum}. */
  ServerShareReached,
  /** Not raised: as many addresses as can be are raised. */
  TooManyRaised,
  /** Not raised: a pod does not run with the last limits yet. */
  LastRaiseNotApplied,
  /** Not raised: a pod's report is missing. */
  ReportMissing,
  /** Not raised: a pod's report is too old. */
  ReportStale,
  /** Not raised: the server cannot tell its clients apart. */
  SourceAddressUntrusted,
  /** Not raised: the mode is Recommend. */
  RecommendOnly,

  /** Lowered: not needed for a while. */
  NotNeeded,
  /** Lowered: the specification allows less now. */
  LessAllowed,
  /** Lowered to the base: the mode is no longer Live. */
  SwitchedOff
}
