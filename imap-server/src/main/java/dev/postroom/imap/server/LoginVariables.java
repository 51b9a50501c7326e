package dev.postroom.imap.server;

import dev.postroom.contract.settings.EffectiveSettings;
import dev.postroom.imap.auth.Accounts;
import dev.postroom.imap.auth.DefaultDomain;

/** What the variables of a client say of how its users are looked up. */
final class LoginVariables {

  private LoginVariables() {}

  /** AUTHSERVICEnnn of the local port. */
  static String service(EffectiveSettings settings, int localPort) {
    String service = settings.text("AUTHSERVICE" + localPort);
    return service.isEmpty() ? Accounts.IMAP : service;
  }

  /** DEFDOMAIN and DOMAINSEP. */
  static DefaultDomain defaultDomain(EffectiveSettings settings) {
    return new DefaultDomain(settings.text("DEFDOMAIN"), settings.text("DOMAINSEP"));
  }
}
