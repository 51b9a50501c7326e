package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.kubernetes.api.ApiServer;
import dev.postroom.kubernetes.faults.Fault;
import dev.postroom.operator.running.CannotBegin;
import dev.postroom.operator.running.FirstLook;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator says that is started where it cannot look after anything. */
class FirstLookTest {

  private ApiServer api;
  private KubernetesClient client;

  @BeforeEach
  void start() {
    api = ApiServer.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(Config.fromKubeconfig(api.kubeconfig()))
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    api.close();
  }

  @Test
  void whatIsThereCanBeLookedAfterThoughThereIsNoServerYet() {
    ImapServerKind.define(client);

    assertThatCode(() -> look(Set.of())).doesNotThrowAnyException();
    assertThatCode(() -> look(Set.of("ours", "theirs"))).doesNotThrowAnyException();
  }

  @Test
  void aMissingDefinitionIsOneLineThatSaysHowToInstallIt() {
    assertThatThrownBy(() -> look(Set.of()))
        .isInstanceOf(CannotBegin.class)
        .hasMessage(
            "the definition of ImapServers is missing: this cluster does not serve"
                + " imapservers.postroom.dev v1alpha1. Install it by kubectl apply --server-side -f"
                + " helm/postroom/files/imapservers.postroom.dev.yaml, or by helm upgrade with"
                + " crds.install=true");
  }

  @Test
  void aMissingPermissionIsOneLineThatSaysWhereAndWhatToPermit() {
    ImapServerKind.define(client);
    api.faults()
        .plan(
            asked ->
                asked.path().contains("/namespaces/theirs/")
                    ? Optional.of(Fault.forbidden())
                    : Optional.empty());

    assertThatThrownBy(() -> look(Set.of("ours", "theirs")))
        .isInstanceOf(CannotBegin.class)
        .hasMessage(
            "the operator may not list imapservers.postroom.dev in namespace theirs: forbidden: no"
                + " rule of any Role allows this. If that namespace is gone, take it off"
                + " watchNamespaces; otherwise permit what helm/postroom/files/permissions.yaml"
                + " lists");
  }

  @Test
  void anApiServerThatFailsIsOneLine() {
    api.faults().plan(_ -> Optional.of(Fault.internalError()));

    assertThatThrownBy(() -> look(Set.of()))
        .isInstanceOf(CannotBegin.class)
        .hasMessage(
            "the API server does not tell which imapservers.postroom.dev there are in all"
                + " namespaces: etcdserver: request timed out");
  }

  private void look(Set<String> namespaces) {
    new FirstLook(client, namespaces).look();
  }
}
