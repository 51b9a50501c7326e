package dev.postroom.operator.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.Servers;
import dev.postroom.operator.render.Rendering.Invalid;
import dev.postroom.operator.render.Rendering.Valid;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CourierFilesRendererTest {

  private final CourierFilesRenderer renderer = new CourierFilesRenderer();

  @Test
  void rendersWhatTheSpecificationSaysAndNothingElse() {
    var files =
        valid(
            """
            imapd: {IMAP_IDLE_TIMEOUT: "30", DEFDOMAIN: "@example.org"}
            imapdSsl: {IMAP_TLS_REQUIRED: "1"}
            tls: {secretName: mail-tls}
            connections: {maximum: 200, perAddress: {limit: 4}}
            """);

    assertThat(files.imapd())
        .isEqualTo(
            """
            # Written by the Postroom operator from an ImapServer; edit that instead.
            MAXDAEMONS=200
            MAXPERIP=4
            POSTROOM_IPV6_PREFIX=64
            POSTROOM_CLUSTER_PORT=10143
            DEFDOMAIN=@example.org
            IMAP_IDLE_TIMEOUT=30
            """);
    assertThat(files.imapdSsl())
        .isEqualTo(
            """
            # Written by the Postroom operator from an ImapServer; edit that instead.
            TLS_CERTFILE=/etc/postroom/tls/tls.crt
            TLS_PRIVATE_KEYFILE=/etc/postroom/tls/tls.key
            POSTROOM_CLUSTER_SSLPORT=10993
            IMAP_TLS_REQUIRED=1
            """);
  }

  @Test
  void clientsCertificatesAndTokensAreFieldsOfTheirOwn() {
    var files =
        valid(
            """
            tls: {secretName: mail-tls, clientCa: {secretName: people, required: true}}
            users:
              ldapSecretName: mail-ldap
              oauth: {issuer: https://id/mail, jwksUrl: https://id/keys, audience: imap}
            """);

    assertThat(files.imapd())
        .endsWith(
            """
            POSTROOM_OAUTH_ISSUER=https://id/mail
            POSTROOM_OAUTH_JWKS=https://id/keys
            POSTROOM_OAUTH_AUDIENCE=imap
            POSTROOM_OAUTH_CLAIM=email
            """);
    assertThat(files.imapdSsl())
        .endsWith(
            """
            TLS_TRUSTCERTS=/etc/postroom/tls/clients-ca.crt
            TLS_VERIFYPEER=REQUIREPEER
            """);
    assertThat(problems("imapdSsl: {TLS_VERIFYPEER: PEER}"))
        .containsExactly(
            "spec.imapdSsl[TLS_VERIFYPEER]: remove it and set spec.tls.clientCa instead");
  }

  @Test
  void aValueCannotSmuggleInAnotherVariable() {
    assertThat(valid("imapd: {DEFDOMAIN: \"@a'\\\"$(x) `y`\"}").imapd())
        .contains("DEFDOMAIN=\"@a'\\\"\\$(x) \\`y\\`\"\n");
    assertThat(problems("imapd: {DEFDOMAIN: \"@a\\nMAXPERIP=1000\"}"))
        .containsExactly(
            "spec.imapd[DEFDOMAIN]: a value is one line of text, without a line end or NUL");
  }

  @Test
  void everyFieldThatIsWrongIsNamed() {
    assertThat(
            problems(
                """
                imapd: {IMAP_IDEL_TIMEOUT: "60", IMAP_IDLE_TIMEOUT: "soon", MAXPERIP: "9"}
                imapdSsl: {TLS_CERTFILE: /x}
                """))
        .containsExactly(
            "spec.imapd[IMAP_IDEL_TIMEOUT]: Courier has no such variable; check the spelling",
            "spec.imapd[IMAP_IDLE_TIMEOUT]: \"soon\" is not a number of seconds from 1 to 3600",
            "spec.imapd[MAXPERIP]: remove it and set spec.connections.perAddress.limit instead",
            "spec.imapdSsl[TLS_CERTFILE]: remove it and set spec.tls.secretName instead");
  }

  @Test
  void twoTenantsCannotHaveTheSameNetwork() {
    assertThat(
            problems(
                """
                connections: {perAddress: {tenants: [
                  {name: acme, networks: [203.0.113.0/28], limit: 100},
                  {name: other, networks: [203.0.113.0/28], limit: 10}]}}
                """))
        .containsExactly(
            "spec.connections.perAddress.tenants: tenant acme and tenant other both have the"
                + " network 203.0.113.0/28; remove it from one of them");
  }

  @Test
  void onlyWhatARunningServerCannotTakeIsARestartSetting() {
    var before = valid("imapd: {PORT: \"1143\", IMAP_IDLE_TIMEOUT: \"30\"}").restartSettings();
    var after = valid("imapd: {PORT: \"1143\", IMAP_IDLE_TIMEOUT: \"60\"}").restartSettings();

    assertThat(before).isEqualTo(after).containsEntry("PORT", "1143");
    assertThat(new RestartSettings(before).changesTo(RestartSettings.of(valid("{}"))))
        .isEqualTo(List.of("PORT changes from 1143 to 143"));
  }

  @Test
  void restartSettingsAreReadBackFromTheirText() {
    var settings = new RestartSettings(new TreeMap<>(Map.of("PORT", "143", "ADDRESS", "0")));

    assertThat(settings.text()).isEqualTo("ADDRESS=0\nPORT=143");
    assertThat(RestartSettings.parse(settings.text())).isEqualTo(settings);
  }

  private CourierFiles valid(String spec) {
    return ((Valid) renderer.render(Servers.spec(spec))).files();
  }

  private List<String> problems(String spec) {
    return ((Invalid) renderer.render(Servers.spec(spec)))
        .problems().stream().map(FieldProblem::toString).toList();
  }
}
