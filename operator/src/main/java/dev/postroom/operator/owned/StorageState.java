package dev.postroom.operator.owned;

import dev.postroom.crds.ImapServer;
import dev.postroom.operator.desired.Names;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.Optional;

/**
 * The claim that a server's mail is on.
 *
 * @param name of the claim
 * @param claim as it was last seen; empty where there is none
 * @param refusal why the API server does not let it grow, in its words
 */
public record StorageState(
    String name, Optional<PersistentVolumeClaim> claim, Optional<String> refusal) {

  /** Before anything was looked at. */
  static StorageState unknown(ImapServer server) {
    return new StorageState(Names.mailClaim(server), Optional.empty(), Optional.empty());
  }
}
