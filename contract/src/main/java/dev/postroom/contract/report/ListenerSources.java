package dev.postroom.contract.report;

/**
 * What one listener saw of the addresses that connections come from. These are facts from which a
 * reader judges whether they are clients' own: many addresses are, one that everybody comes from is
 * a load balancer, a node or a gateway. Connections are those of the last half to whole window of
 * the report, whether they were let in or not.
 *
 * @param listener its name: {@code imapd}, {@code imapd-ssl}, {@code imapd-cluster} or {@code
 *     imapd-ssl-cluster}
 * @param connections those whose client is known
 * @param byProxy those of them whose client a trusted load balancer told by the PROXY protocol
 * @param distinct the addresses that they came from; exact up to 1,024
 * @param largest the most that came from one address
 * @param loopback those from this machine's loopback network
 * @param linkLocal those from link-local addresses
 * @param own those from an address of the server's own machine, in a pod the pod's
 * @param gateway those from the first address of a network that the machine is in, which is
 *     customarily its gateway: in a pod the node
 * @param proxyRefusals connections turned away since the start because they did not come as the
 *     PROXY protocol wants it
 */
public record ListenerSources(
    String listener,
    long connections,
    long byProxy,
    int distinct,
    long largest,
    long loopback,
    long linkLocal,
    long own,
    long gateway,
    ProxyRefusals proxyRefusals) {

  /**
   * Connections to a port that wants PROXY headers, turned away.
   *
   * @param untrusted from outside the networks of load balancers
   * @param noHeader from a load balancer that sent nothing in time
   * @param badHeader from a load balancer that sent something else, or not all of it in time
   * @param tooManyWaiting because too many others waited for their header
   */
  public record ProxyRefusals(long untrusted, long noHeader, long badHeader, long tooManyWaiting) {

    /** For whatever reason. */
    public long all() {
      return untrusted + noHeader + badHeader + tooManyWaiting;
    }
  }
}
