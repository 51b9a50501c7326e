package dev.postroom.operator.peers;

/** Why clients' addresses are trusted or not: the reason of {@code SourceAddressTrusted}. */
public enum SourceReason {
  /** True: connections come from clients' own addresses. */
  ClientAddressesSeen,
  /** True, with a hint: nearly all come from one address, be it an office or a load balancer. */
  MostlyOneAddress,
  /** False: connections come from nodes or their gateways, which hide who is behind them. */
  NodeAddressesSeen,
  /** False: connections come from the pod itself, as a service mesh makes them. */
  PodAddressesSeen,
  /** False: nobody gets in, since the load balancer is not among the trusted ones. */
  ProxyNotTrusted,
  /** False: nobody gets in, since the load balancer sends no PROXY header. */
  ProxyHeaderMissing,
  /** Unknown: the operator cannot tell a node's address from a client's. */
  NodesNotKnown,
  /** Unknown: no connection was seen yet. */
  NothingToJudgeBy
}
