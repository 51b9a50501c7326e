package dev.postroom.operator.watching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.crds.Annotations;
import dev.postroom.crds.ImapServer;
import dev.postroom.crds.ImapServerStatus;
import dev.postroom.operator.Servers;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which updates lead to a reconciliation. */
class ServerChangesTest {

  private final ServerChanges changes = new ServerChanges();
  private final ImapServer before = Servers.server("{}");
  private final ImapServer now = Servers.server("{}");

  @Test
  void anEditOfTheSpecificationDoes() {
    now.getMetadata().setGeneration(2L);

    assertThat(changes.accept(now, before)).isTrue();
  }

  @Test
  void anAnnotationOfOursThatComesChangesOrGoesDoes() {
    now.getMetadata().setAnnotations(Map.of(Annotations.PAUSED, "true"));
    assertThat(changes.accept(now, before)).isTrue();
    assertThat(changes.accept(before, now)).isTrue();

    before.getMetadata().setAnnotations(Map.of(Annotations.PAUSED, "false"));
    assertThat(changes.accept(now, before)).isTrue();
  }

  @Test
  void theBeginningOfTheEndDoes() {
    now.getMetadata().setDeletionTimestamp("2026-11-22T12:00:00Z");

    assertThat(changes.accept(now, before)).isTrue();
  }

  @Test
  void anotherServerOfTheSameNameDoes() {
    now.getMetadata().setUid("99999999-2222-3333-4444-555555555555");

    assertThat(changes.accept(now, before)).isTrue();
  }

  @Test
  void theStatusAndWhatOthersNoteDoNot() {
    now.setStatus(Serialization.unmarshal("observedGeneration: 1", ImapServerStatus.class));
    now.getMetadata().setResourceVersion("17");
    now.getMetadata().setAnnotations(Map.of("kubectl.kubernetes.io/last-applied", "{}"));
    now.getMetadata().setLabels(Map.of("team", "mail"));

    assertThat(changes.accept(now, before)).isFalse();
  }
}
