package dev.postroom.operator.status;

import dev.postroom.crds.ImapServer;
import dev.postroom.crds.ImapServerStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * The status that stands in the cluster.
 *
 * @param status as it was written or found
 * @param at when it was written
 * @param generation of the server when it was written
 */
public record WrittenStatus(ImapServerStatus status, Instant at, long generation) {

  /** What stands there before anything was written. */
  public static WrittenStatus found(ImapServer server) {
    return new WrittenStatus(
        Optional.ofNullable(server.getStatus()).orElse(ImapServerStatus.EMPTY),
        Instant.EPOCH,
        server.getMetadata().getGeneration());
  }
}
