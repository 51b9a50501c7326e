package dev.postroom.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What whoever installed the chart is told to do next. */
class NotesTest {

  @TempDir Path scratch;

  @Test
  void theNotesSayWhatToDoNext() {
    assertThat(Chart.notes(scratch, "image: {repository: registry.example.org/operator}"))
        .isEqualTo(
            """
            Postroom 0.1.0: the operator is postroom-operator in namespace mail, and looks after the ImapServers of all namespaces.

            No image of Postroom is published yet; `make images` builds them. The nodes must be able to pull

              registry.example.org/operator:0.1.0
              postroom/imap-server:0.1.0

            from where you put them; set image.repository and serverImage.repository if that is elsewhere.

            Next:

            1. See that it is up:

                 kubectl -n mail rollout status deployment/postroom-operator
                 helm test postroom -n mail

            2. Make a mail server, here in namespace default:

                 kubectl -n default create secret generic mail-users --from-file=userdb
                 kubectl -n default apply -f - <<'END'
                 apiVersion: postroom.dev/v1alpha1
                 kind: ImapServer
                 metadata:
                   name: mail
                 spec:
                   users: {userdbSecretName: mail-users}
                   storage: {size: 20Gi}
                 END

               where userdb is a file in the format of Courier's userdb.

            3. Watch it, and read its manual:

                 kubectl -n default get imap mail -w
                 kubectl explain imap.spec

            Nobody is told when clients are refused or a certificate expires. Where the Prometheus Operator is:

              helm upgrade postroom CHART -n mail --reset-then-reuse-values --set podMonitor.enabled=true,prometheusRule.enabled=true,dashboard.enabled=true

            Uninstalling this release leaves the ImapServers, their mail and their definition in place.
            """);
  }

  @Test
  void theySayWhatIsLeftToOthers() {
    assertThat(Chart.notes(scratch, "{crds: {install: false}, rbac: {create: false}}"))
        .endsWith(
            """

            crds.install is false: the operator does nothing until imapservers.postroom.dev is there. Apply
            files/imapservers.postroom.dev.yaml of this chart, and again with every new version of the chart.

            rbac.create is false: bind what files/permissions.yaml of this chart lists to ServiceAccount
            postroom-operator in namespace mail, for the whole cluster, and files/lease-permissions.yaml for mail.
            """);
  }

  @Test
  void theySpeakOfTheNamespacesThatTheOperatorLooksAfter() {
    assertThat(Chart.notes(scratch, "watchNamespaces: [team-a, team-b]"))
        .contains("looks after the ImapServers of team-a, team-b.\n")
        .contains("kubectl -n team-a apply -f -");
  }

  @Test
  void theyWarnWhereNobodyOrNobodyElseMayAct() {
    assertThat(Chart.notes(scratch, "replicas: 0"))
        .contains("\nreplicas is 0: nobody looks after ImapServers until it is 1 or more.");
    assertThat(Chart.notes(scratch, "leaderElection: {enabled: false}"))
        .contains(
            "\nleaderElection.enabled is false: never let a second operator run beside this one");
  }

  @Test
  void theySayNothingOfMonitoringWhereItIsOn() {
    assertThat(
            Chart.notes(scratch, "{podMonitor: {enabled: true}, prometheusRule: {enabled: true}}"))
        .doesNotContain("Nobody is told");
  }

  @Test
  void theyWarnWhereUninstallingWouldDeleteServers() {
    assertThat(Chart.notes(scratch, "crds: {keep: false}"))
        .endsWith(
            """

            Beware: crds.keep is false. Uninstalling this release deletes every ImapServer of the cluster with its pods; the claims
            with the mail stay.
            """);
  }
}
