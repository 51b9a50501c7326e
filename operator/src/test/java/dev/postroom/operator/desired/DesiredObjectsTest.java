package dev.postroom.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.crds.ImapServer;
import dev.postroom.operator.Servers;
import dev.postroom.operator.render.CourierFiles;
import dev.postroom.operator.render.CourierFilesRenderer;
import dev.postroom.operator.render.Rendering;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DesiredObjectsTest {

  private static final String SPEC =
      """
      tls: {secretName: mail-tls}
      users: {userdbSecretName: mail-users}
      service: {type: LoadBalancer, imapPort: 1143}
      """;

  @Test
  void theStatefulSetIsThis() {
    assertThat(Serialization.asYaml(statefulSet(Servers.server(SPEC))))
        .isEqualTo(expected("statefulset.yaml"));
  }

  @Test
  void whatARunningServerTakesDoesNotChangeThePods() {
    var changed =
        Servers.server(
            SPEC
                + """
                imapd: {IMAP_IDLE_TIMEOUT: "30"}
                connections: {maximum: 900, perAddress: {limit: 8}}
                """);

    assertThat(statefulSet(changed)).isEqualTo(statefulSet(Servers.server(SPEC)));
  }

  @Test
  void portsAboveThePrivilegedOnesNeedNoSysctl() {
    var server = Servers.server("imapd: {PORT: \"1143,2143\"}");

    var pod = statefulSet(server).getSpec().getTemplate().getSpec();

    assertThat(pod.getSecurityContext().getSysctls()).isEmpty();
    assertThat(pod.getContainers().getFirst().getPorts())
        .extracting(port -> port.getName() + "=" + port.getContainerPort())
        .containsExactly("imap=1143", "imap-1=2143", "cluster=10143", "management=9180");
  }

  @Test
  void anExistingClaimIsMountedInsteadOfTheOneThatIsMade() {
    var set = statefulSet(Servers.server("storage: {existingClaim: old-mail}"));

    assertThat(set.getSpec().getTemplate().getSpec().getVolumes())
        .filteredOn(volume -> volume.getName().equals("mail"))
        .extracting(volume -> volume.getPersistentVolumeClaim().getClaimName())
        .containsExactly("old-mail");
  }

  static StatefulSet statefulSet(ImapServer server) {
    return ServerStatefulSet.desired(server, files(server), "postroom/imap-server:0.1.0");
  }

  private static CourierFiles files(ImapServer server) {
    return ((Rendering.Valid) new CourierFilesRenderer().render(server.getSpec())).files();
  }

  private static String expected(String file) {
    try (var yaml = DesiredObjectsTest.class.getResourceAsStream(file)) {
      return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
