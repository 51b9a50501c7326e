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

            No image of Postroom is published yet. The nodes must be able to pull

              registry.example.org/operator:0.1.0
              postroom/imap-server:0.1.0

            from where you put them; set image.repository and serverImage.repository if that is elsewhere.

            Next:

            1. See that it is up:

                 kubectl -n mail rollout status deployment/postroom-operator
                 helm test postroom -n mail

            2. Make a mail server, here for one user in namespace default:

                 kubectl create secret generic mail-users --from-file=userdb
                 kubectl apply -f - <<'END'
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

                 kubectl get imap mail -w
                 kubectl explain imap.spec

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
            postroom-operator in namespace mail.
            """);
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
