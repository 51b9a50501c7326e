package dev.postroom.contract.access;

import dev.postroom.contract.access.AccessAction.Allow;
import dev.postroom.contract.access.AccessAction.Deny;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the access map says of one address.
 *
 * @param matched the one record that counts; empty when none is about the address, which lets it in
 */
public record AccessDecision(Optional<AccessRecord> matched) {

  public boolean allowed() {
    return !(matched.map(AccessRecord::action).orElse(null) instanceof Deny);
  }

  /** Variables that are changed for this connection; none when it is turned away. */
  public Map<String, String> settings() {
    return allow().map(Allow::settings).orElse(Map.of());
  }

  /**
   * How many connections the address may hold, in place of MAXPERIP; empty where MAXPERIP stays in
   * force.
   */
  public OptionalInt maxPerAddress() {
    return allow().map(Allow::maxPerAddress).orElse(OptionalInt.empty());
  }

  private Optional<Allow> allow() {
    return matched.map(AccessRecord::action).filter(Allow.class::isInstance).map(Allow.class::cast);
  }
}
