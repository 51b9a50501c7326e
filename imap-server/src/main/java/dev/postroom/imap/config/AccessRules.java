package dev.postroom.imap.config;

import dev.postroom.contract.access.AccessDecision;
import dev.postroom.contract.access.AccessMap;
import dev.postroom.contract.access.AccessRecord;
import dev.postroom.contract.report.Peer.LimitSource;
import dev.postroom.contract.settings.EffectiveSettings;
import dev.postroom.imap.admission.AddressRules;
import dev.postroom.imap.admission.UnauthenticatedRules;
import java.net.InetAddress;
import java.util.OptionalInt;

/** The access map's word on an address, and the variables' where the map says nothing. */
record AccessRules(AccessMap access, EffectiveSettings settings) implements AddressRules {

  @Override
  public ServerRules server() {
    int maximum = settings.number("MAXDAEMONS");
    return new ServerRules(
        maximum,
        maximum,
        settings.number("POSTROOM_IPV6_PREFIX"),
        new UnauthenticatedRules(
            settings.numberIfSet("POSTROOM_MAXUNAUTHENTICATED"),
            settings.numberIfSet("POSTROOM_MAXUNAUTHENTICATEDPERIP")));
  }

  @Override
  public Rule ruleFor(InetAddress address) {
    AccessDecision decision = access.decide(address);
    if (!decision.allowed()) {
      return new Rule.Deny(
          decision.matched().map(AccessRecord::location).map(Object::toString).orElse(""));
    }
    OptionalInt ofRecord = decision.maxPerAddress();
    if (ofRecord.isPresent()) {
      return new Rule.Limit(ofRecord.getAsInt(), LimitSource.MAXCPERIP);
    }
    OptionalInt everywhere = settings.numberIfSet("MAXCPERIP");
    if (everywhere.isPresent() && everywhere.getAsInt() > 0) {
      return new Rule.Limit(everywhere.getAsInt(), LimitSource.MAXCPERIP);
    }
    return new Rule.Limit(settings.number("MAXPERIP"), LimitSource.MAXPERIP);
  }
}
