package dev.postroom.operator.status;

import dev.postroom.crds.ImapServer;
import dev.postroom.crds.ImapServerStatus;
import dev.postroom.operator.apply.Answers;
import dev.postroom.operator.apply.Applier;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Writes the status when it changed: news at once, mere numbers now and then.
 *
 * <p>It is patched here and not by returning it to the Java Operator SDK, whose cache can lose an
 * edit of the specification that arrives during its own patch of the status.
 */
public final class StatusWriter {

  /** How old numbers may get. */
  private static final Duration NUMBERS = Duration.ofSeconds(5);

  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager(Applier.FIELD_MANAGER)
          .withForce(true)
          .build();

  private final KubernetesClient client;
  private final Clock clock;

  public StatusWriter(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * Writes the status if it is due.
   *
   * @param written what was written before
   * @return what is written now, and the generation that the server then has
   */
  public WrittenStatus write(ImapServer server, ImapServerStatus status, WrittenStatus written) {
    var now = clock.instant();
    if (status.equals(written.status()) || !isNews(status, written) && !isOld(written, now)) {
      return written;
    }
    var patch = new ImapServer();
    patch.setMetadata(
        new ObjectMetaBuilder()
            .withName(server.getMetadata().getName())
            .withNamespace(server.getMetadata().getNamespace())
            .build());
    patch.setStatus(status);
    var stored = Answers.stored(patch, client.resource(patch).subresource("status").patch(APPLY));
    return new WrittenStatus(status, now, stored.getMetadata().getGeneration());
  }

  private static boolean isNews(ImapServerStatus status, WrittenStatus written) {
    return !StatusReport.withoutNumbers(status)
        .equals(StatusReport.withoutNumbers(written.status()));
  }

  private static boolean isOld(WrittenStatus written, Instant now) {
    return !now.isBefore(written.at().plus(NUMBERS));
  }
}
