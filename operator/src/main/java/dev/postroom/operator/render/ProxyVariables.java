package dev.postroom.operator.render;

import dev.postroom.contract.proxy.ProxyProtocol;
import dev.postroom.contract.settings.EffectiveSettings;
import dev.postroom.crds.ServiceSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The variables by which a server learns of the load balancers before it. */
final class ProxyVariables {

  static final String SWITCH = "POSTROOM_PROXY_PROTOCOL";
  static final String TRUSTED = "POSTROOM_TRUSTED_PROXIES";

  private static final String OPTIONS = "TCPDOPTS";

  /** Of the specification. */
  static final String FIELD = "spec.service.proxyProtocol";

  private ProxyVariables() {}

  /** What the file {@code imapd} says of load balancers; nothing where there are none. */
  static Map<String, String> of(ServiceSpec service) {
    var variables = new LinkedHashMap<String, String>();
    if (service.proxyProtocol() != null) {
      variables.put(SWITCH, "1");
      variables.put(TRUSTED, String.join(" ", service.proxyProtocol().trustedProxies()));
    }
    return variables;
  }

  /**
   * Courier's own way to ask for the PROXY protocol names nobody whose word counts, so the field
   * has to be set beside it.
   *
   * @param settings of one listener
   */
  static Optional<FieldProblem> problem(ServiceSpec service, EffectiveSettings settings) {
    try {
      boolean asked = !ProxyProtocol.of(settings).endpoints().isEmpty();
      return asked && service.proxyProtocol() == null
          ? problem("-haproxy does not say who is believed; set " + FIELD + ".trustedProxies too")
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return problem(e.getMessage());
    }
  }

  private static Optional<FieldProblem> problem(String message) {
    return Optional.of(new FieldProblem("spec.imapd[" + OPTIONS + "]", message));
  }
}
