package dev.postroom.imap.config;

import dev.postroom.contract.access.AccessDecision;
import dev.postroom.contract.access.AccessRecord;
import dev.postroom.contract.access.Network;
import dev.postroom.contract.report.Peer.LimitSource;
import dev.postroom.contract.settings.EffectiveSettings;
import dev.postroom.contract.settings.TcpdOptions;
import dev.postroom.imap.admission.AddressRules;
import dev.postroom.imap.admission.UnauthenticatedRules;
import java.net.InetAddress;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The access map's word on an address, and the variables' where the map says nothing. Where an
 * option of couriertcpd and a variable say the same, the option holds, as it stands behind the
 * variable on Courier's command line.
 *
 * @param access asks the access map about a client
 * @param settings of the listener
 * @param options among them
 */
record AccessRules(
    Function<InetAddress, AccessDecision> access, EffectiveSettings settings, TcpdOptions options)
    implements AddressRules {

  @Override
  public ServerRules server() {
    int maximum = options.maximum().orElseGet(() -> settings.number("MAXDAEMONS"));
    return new ServerRules(
        maximum,
        options.warn().orElse(warnLevel(maximum)),
        options.maxPerClassC().orElse(maximum),
        settings.number("POSTROOM_IPV6_PREFIX"),
        new UnauthenticatedRules(
            settings.numberIfSet("POSTROOM_MAXUNAUTHENTICATED"),
            settings.numberIfSet("POSTROOM_MAXUNAUTHENTICATEDPERIP")));
  }

  @Override
  public Rule ruleFor(InetAddress address) {
    AccessDecision decision = access.apply(address);
    if (decision.denying().isPresent()) {
      return new Rule.Deny(decision.denying().get().location().toString(), options.denyMessage());
    }
    OptionalInt ofRecord = decision.maxPerAddress();
    if (ofRecord.isPresent()) {
      AccessRecord record = decision.limiting().orElseThrow();
      return new Rule.Limit(ofRecord.getAsInt(), source(record), tellsApart(decision, record));
    }
    OptionalInt everywhere = settings.numberIfSet("MAXCPERIP");
    if (everywhere.isPresent() && everywhere.getAsInt() > 0) {
      return new Rule.Limit(everywhere.getAsInt(), LimitSource.MAXCPERIP, false);
    }
    return new Rule.Limit(
        options.maxPerAddress().orElseGet(() -> settings.number("MAXPERIP")), LimitSource.MAXPERIP);
  }

  /**
   * Whether the record is about some clients: neither about all of them, nor about what they
   * connected to.
   */
  private static boolean tellsApart(AccessDecision decision, AccessRecord record) {
    return decision.local().filter(record::equals).isEmpty()
        && record.key() instanceof Network(_, int prefixLength)
        && prefixLength > 0;
  }

  private static LimitSource source(AccessRecord record) {
    return switch (record.source()) {
      case SITE -> LimitSource.MAXCPERIP;
      case TENANT -> LimitSource.TENANT;
      case RAISED -> LimitSource.RAISED;
    };
  }

  /** couriertcpd's default for -warn. */
  private static int warnLevel(int maximum) {
    return maximum - (maximum / 10 + 1);
  }
}
