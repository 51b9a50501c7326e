package dev.postroom.operator.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.Servers;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProxyVariablesTest {

  private static final String PROXIES =
      "service: {proxyProtocol: {trustedProxies: [10.0.0.0/28, \"2001:db8::5\"]}}\n";

  @Test
  void theServerIsToldWhoseHeadersItBelieves() {
    assertThat(valid(PROXIES).imapd())
        .contains(
            """
            POSTROOM_PROXY_PROTOCOL=1
            POSTROOM_TRUSTED_PROXIES="10.0.0.0/28 2001:db8::5"
            """);
  }

  @Test
  void theProtocolIsSwitchedWithoutARestart() {
    assertThat(valid(PROXIES).restartSettings()).isEqualTo(valid("{}").restartSettings());
  }

  @Test
  void theClustersPortsAreOpenWithAndWithoutIt() {
    assertThat(valid(PROXIES).cluster()).isEqualTo(valid("{}").cluster()).hasSize(1);
    assertThat(valid("tls: {secretName: mail-tls}").clusterTls()).hasSize(1);
    assertThat(valid("{}").clusterTls()).isEmpty();
  }

  @Test
  void whatTheFieldSaysIsSetNowhereElse() {
    assertThat(
            problems(
                """
                imapd: {POSTROOM_PROXY_PROTOCOL: "1"}
                imapdSsl: {POSTROOM_TRUSTED_PROXIES: "10.0.0.0/8"}
                """))
        .containsExactly(
            "spec.imapd[POSTROOM_PROXY_PROTOCOL]: remove it and set spec.service.proxyProtocol"
                + " instead",
            "spec.imapdSsl[POSTROOM_TRUSTED_PROXIES]: remove it and set"
                + " spec.service.proxyProtocol instead");
  }

  @Test
  void couriersOwnOptionNeedsSomebodyWhoIsTrusted() {
    assertThat(problems("imapd: {TCPDOPTS: \"-nodnslookup -haproxy\"}"))
        .containsExactly(
            "spec.imapd[TCPDOPTS]: -haproxy does not say who is believed; set"
                + " spec.service.proxyProtocol.trustedProxies too");
    assertThat(valid(PROXIES + "imapd: {TCPDOPTS: \"-haproxy\"}").imapd()).contains("-haproxy");
  }

  @Test
  void aPortThatTwoListenersWantIsNamed() {
    assertThat(problems("imapd: {PORT: \"143,10143\"}"))
        .containsExactly(
            "spec.imapd[POSTROOM_CLUSTER_PORT]: port 10143 is that of spec.imapd[PORT] too; set"
                + " another");
    assertThat(valid("imapd: {PORT: \"10143\", POSTROOM_CLUSTER_PORT: \"143\"}").cluster())
        .hasSize(1);
  }

  private static CourierFiles valid(String spec) {
    return ((Rendering.Valid) new CourierFilesRenderer().render(Servers.spec(spec))).files();
  }

  private static List<String> problems(String spec) {
    return ((Rendering.Invalid) new CourierFilesRenderer().render(Servers.spec(spec)))
        .problems().stream().map(FieldProblem::toString).toList();
  }
}
