package dev.postroom.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A value that cannot be meant is refused by name, before anything reaches a cluster. */
class ValuesSchemaTest {

  @TempDir Path scratch;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          replica: 2                         | at '': additional properties 'replica' not allowed
          replicas: 9                        | at '/replicas': maximum: got 9, want 5
          image: {tagg: 1}                   | at '/image': additional properties 'tagg' not allowed
          image: {tag: 1.0}                  | at '/image/tag': got number, want string
          image: {repository: 'p:1@x'}       | at '/image/repository': 'p:1@x' does not match pattern
          image: {digest: abc}               | at '/image/digest': 'abc' does not match pattern '^(sha256:[0-9a-f]{64})?$'
          image: {pullPolicy: Sometimes}     | at '/image/pullPolicy': value must be one of 'Always', 'IfNotPresent', 'Never'
          testImage: {tag: ''}               | at '/testImage/tag': '' does not match pattern
          imagePullSecrets: [registry]       | at '/imagePullSecrets/0': got string, want object
          crds: {keep: 'no'}                 | at '/crds/keep': got string, want boolean
          serviceAccount: {create: false}    | at '/serviceAccount/name': minLength: got 0, want 1
          fullnameOverride: Mail             | at '/fullnameOverride': 'Mail' does not match pattern
          log: {level: info}                 | at '/log/level': value must be one of 'ERROR', 'WARN', 'INFO', 'DEBUG'
          resources: {memory: 1Gi}           | at '/resources': additional properties 'memory' not allowed
          affinity: {nodes: {}}              | at '/affinity': additional properties 'nodes' not allowed
          watchNamespaces: [Mail]            | at '/watchNamespaces/0': 'Mail' does not match pattern
          rollsAtOnce: 0                     | at '/rollsAtOnce': minimum: got 0, want 1
          extraEnv: [{value: '1'}]           | at '/extraEnv/0': missing property 'name'
          networkPolicy: {apiServerCidrs: [a]} | at '/networkPolicy/apiServerCidrs/0': 'a' does not match pattern
          podMonitor: {interval: often}      | at '/podMonitor/interval': 'often' does not match pattern
          """)
  void refuses(String values, String because) {
    assertThatThrownBy(() -> Chart.render(scratch, values))
        .hasMessageStartingWith("values don't meet the specifications of the schema(s)")
        .hasMessageContaining("\n- " + because);
  }

  @Test
  void refusesASecondOperatorThatNobodyElected() {
    assertThatThrownBy(
            () -> Chart.render(scratch, "{replicas: 2, leaderElection: {enabled: false}}"))
        .hasMessageContaining("at '/replicas': maximum: got 2, want 1");
  }

  @Test
  void refusesToTestWithAServerThatTheOperatorWouldNotLookAfter() {
    assertThatThrownBy(
            () -> Chart.render(scratch, "{testServer: {enabled: true}, watchNamespaces: [team-a]}"))
        .hasMessageContaining(
            "testServer.enabled makes an ImapServer in namespace mail, which watchNamespaces does not name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "global: {anything: of a parent chart}",
        "image: {repository: 'registry.example.org:5000/mail/operator', tag: 1.0.0-rc_1}",
        "serviceAccount: {create: false, name: mail}",
        "fullnameOverride: mail-2",
        "resources: {limits: {memory: 1Gi, cpu: 2}}",
      })
  void accepts(String values) {
    assertThat(Chart.render(scratch, values)).isNotEmpty();
  }
}
