package dev.postroom.operator.render;

import dev.postroom.contract.Location;
import dev.postroom.contract.access.AccessAction;
import dev.postroom.contract.access.AccessMap;
import dev.postroom.contract.access.AccessRecord;
import dev.postroom.contract.access.Network;
import dev.postroom.contract.access.RecordSource;
import dev.postroom.operator.limits.Ledger;
import dev.postroom.operator.limits.LimitRules;
import dev.postroom.operator.limits.Raise;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/**
 * Renders {@code imapaccess}: the tenants' networks and the raised addresses, each with its
 * MAXCPERIP. Whoever is not in it has MAXPERIP.
 */
public final class AccessFile {

  private static final String HEADER =
      """
      # Written by the Postroom operator: the tenants of an ImapServer, and the addresses whose limit
      # it raised. The ConfigMap that ends in -ledger says more of each.
      """;

  private AccessFile() {}

  /**
   * The file's text. A raise that is no more than what the address has without it is left out, as
   * after a tenant was given more: a stock Courier would take the lower number, since it is said of
   * the longer prefix.
   */
  public static String render(LimitRules rules, Ledger ledger) {
    var records = new LinkedHashMap<Network, AccessRecord>();
    for (var tenant : rules.tenants().networks()) {
      records.put(
          tenant.network(),
          new AccessRecord(
              tenant.network(),
              AccessAction.Allow.atMost(tenant.limit()),
              "tenant " + tenant.tenant(),
              Location.of("tenant " + tenant.tenant()),
              RecordSource.TENANT));
    }
    ledger
        .raises()
        .forEach(
            (peer, raise) -> {
              if (raise.isInForce() && raise.limit() > rules.base(peer)) {
                records.put(Network.parse(peer), record(peer, raise));
              }
            });
    return HEADER + AccessMap.of(new ArrayList<>(records.values())).render();
  }

  private static AccessRecord record(String peer, Raise raise) {
    return new AccessRecord(
        Network.parse(peer),
        AccessAction.Allow.atMost(raise.limit()),
        raise.message(),
        Location.of("ledger entry " + peer),
        RecordSource.RAISED);
  }
}
