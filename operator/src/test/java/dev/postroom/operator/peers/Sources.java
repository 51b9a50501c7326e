package dev.postroom.operator.peers;

import dev.postroom.contract.report.ListenerSources;
import dev.postroom.contract.report.ListenerSources.ProxyRefusals;

/** What a listener saw, for tests. */
record Sources(ListenerSources counted) {

  /** So many connections from so many addresses, most of them from one. */
  static Sources of(String listener, long connections, int distinct, long largest) {
    return new Sources(
        new ListenerSources(
            listener, connections, 0, distinct, largest, 0, 0, 0, 0, refusals(0, 0)));
  }

  Sources loopback(long loopback) {
    return with(
        loopback, counted.linkLocal(), loopback, counted.gateway(), counted.proxyRefusals());
  }

  Sources linkLocal(long linkLocal) {
    return with(
        counted.loopback(), linkLocal, counted.own(), counted.gateway(), counted.proxyRefusals());
  }

  Sources gateway(long gateway) {
    return with(
        counted.loopback(), counted.linkLocal(), counted.own(), gateway, counted.proxyRefusals());
  }

  Sources refused(long untrusted, long noHeader) {
    return with(
        counted.loopback(),
        counted.linkLocal(),
        counted.own(),
        counted.gateway(),
        refusals(untrusted, noHeader));
  }

  private static ProxyRefusals refusals(long untrusted, long noHeader) {
    return new ProxyRefusals(untrusted, noHeader, 0, 0);
  }

  private Sources with(
      long loopback, long linkLocal, long own, long gateway, ProxyRefusals refused) {
    return new Sources(
        new ListenerSources(
            counted.listener(),
            counted.connections(),
            counted.byProxy(),
            counted.distinct(),
            counted.largest(),
            loopback,
            linkLocal,
            own,
            gateway,
            refused));
  }
}
