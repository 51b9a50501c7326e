package dev.postroom.operator.limits;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Why a peer's limit is what it is: one word for programs, in {@code status.peers[].reason}, in
 * events' messages and as the label {@code reason} of the metrics.
 */
public enum Reason {
  /** Raised: connections were turned away. */
  TurnedAway,
  /** Raised: nearly all of the limit is in use. */
  NearLimit,
  /** Raised to what it had before: the mode is Live again. */
  LiveAgain,
  /** Raised or lowered to what the annotation postroom.dev/pin says, and kept there. */
  Pinned,

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
  /** Not raised: raised limits and others' connections take all but the reserve of a pod. */
  HeadroomReached,
  /** Not raised: its network is full by -maxperc, so a limit of its own would not help. */
  NetworkFull,
  /** Not raised: as many addresses as can be are raised. */
  TooManyRaised,
  /** Not raised: a pod does not run with the last limits yet. */
  LastRaiseNotApplied,
  /** Not raised: a pod still does not enforce the last limit, long after it should. */
  RaiseWithoutEffect,
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
  /** Lowered: in use, but for a while not by as many users as it was raised for. */
  NotEarned,
  /** Lowered to the base: nobody was logged in from there for {@code autoRaise.expireSeconds}. */
  Expired,
  /**
   * Lowered though nobody there did anything: it was not needed, and another address that was
   * turned away needed its places in the pods, or its place in the ledger, which was full.
   */
  MadeRoom,
  /** Lowered, or kept as long as it is needed: the pin was removed. */
  Unpinned,
  /** Lowered to the base: the annotation postroom.dev/forget names it. */
  Forgotten,
  /** Lowered: the specification allows less now. */
  LessAllowed,
  /** Lowered to the base: the mode is no longer Live. */
  SwitchedOff;

  /** Those for which a limit is not raised though more was asked for. */
  public static final Set<Reason> HOLDING =
      Collections.unmodifiableSet(EnumSet.range(NobodyLoggedIn, RecommendOnly));
}
