package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the API server accepts as an ImapServer by the CRD alone, and what it refuses by types and
 * patterns, or by another case of a rule than the one {@link RefusedSpecTest} has for each.
 */
class AdmissionTest {

  @AutoClose private static final StandIn CLUSTER = new StandIn();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {connections: {perAddress: {limit: 0}}}         | spec.connections.perAddress.limit
          {connections: {perAddress: {autoRaise: {mode: Always}}}} | spec.connections.perAddress.autoRaise.mode
          {connections: {perAddress: {tenants: [{name: a, limit: 5, networks: [10.0.0.256]}]}}} | spec.connections.perAddress.tenants[0].networks
          {connections: {perAddress: {tenants: [{name: a, limit: 0, networks: [10.0.0.1]}]}}} | spec.connections.perAddress.tenants[0].limit
          {storage: {size: much}}                         | spec.storage.size
          {pod: {labels: {app.kubernetes.io/instance: x}}} | labels app.kubernetes.io/name
          {pod: {labels: {postroom.dev/x: x}}}            | labels app.kubernetes.io/name
          {pod: {imagePullPolicy: Sometimes}}             | spec.pod.imagePullPolicy
          {tls: {secretName: a, issuerRef: {name: b}, dnsNames: [c.example.org]}} | tls needs either secretName or issuerRef
          {tls: {secretName: a, names: [{name: '*.example.org', secretName: b}]}} | spec.tls.names[0].name
          {tls: {secretName: a, clientCa: {}}}            | clientCa needs exactly one of
          {users: {}}                                     | users needs exactly one of
          {users: {userdbSecretName: a, oauth: {issuer: i, audience: imap, jwksUrl: 'http://id'}}} | spec.users.oauth.jwksUrl
          """)
  void refusesWhatMakesNoSenseAndNamesTheField(String spec, String named) {
    assertThatThrownBy(() -> create("refused", spec))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          all-defaults | {}
          networks     | {connections: {perAddress: {tenants: [{name: a, limit: 5, networks: [203.0.113.0/28, 198.51.100.7, '2001:db8::/48', '::1', 0.0.0.0/0]}]}}}
          directory    | {users: {ldapSecretName: a, oauth: {issuer: i, audience: imap, jwksUrl: 'https://id'}}}
          names        | {tls: {secretName: a, names: [{name: mail.example.org, secretName: b}], clientCa: {configMapName: c}}}
          shared-claim | {replicas: 3, storage: {existingClaim: mail}}
          shared       | {replicas: 3, storage: {accessMode: ReadWriteMany}}
          pod-options  | {pod: {labels: {team: post}, annotations: {a.b/c: d}, resources: {requests: {cpu: 1, memory: 1Gi}}, nodeSelector: {disk: fast}, tolerations: [{key: mail, operator: Exists}], imagePullSecrets: [{name: pull}], affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: zone, labelSelector: {matchLabels: {a: b}}}]}}}}
          """)
  void acceptsWhatMakesSense(String name, String spec) {
    assertThat(create(name, spec).getMetadata().getGeneration()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          class-less | {storageClassName: fast}   | {}                          | storageClassName cannot change
          class-more | {}                         | {storageClassName: slow}    | storageClassName cannot change
          """)
  void whatAClaimCannotChangeIsRefused(String name, String before, String after, String named) {
    var server = create(name, "{storage: " + before + "}");

    assertThatThrownBy(
            () -> CLUSTER.client().resource(resource(server, "{storage: " + after + "}")).update())
        .hasMessageContaining(named);
  }

  @Test
  void storageMayGrowAndMoveToAnotherClaim() {
    var server = create("grown", "{storage: {size: 1Gi, storageClassName: fast}}");

    var grown =
        CLUSTER
            .client()
            .resource(
                resource(
                    server,
                    "{storage: {size: 1100Mi, storageClassName: fast, existingClaim: other}}"))
            .update();

    assertThat(grown.getMetadata().getGeneration()).isEqualTo(2);
  }

  private static GenericKubernetesResource create(String name, String spec) {
    return CLUSTER.client().resource(StandIn.written(name, spec)).create();
  }

  private static GenericKubernetesResource resource(GenericKubernetesResource of, String spec) {
    var changed = StandIn.written("", spec);
    changed.setMetadata(of.getMetadata());
    return changed;
  }
}
