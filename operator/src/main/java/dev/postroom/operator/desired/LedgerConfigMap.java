package dev.postroom.operator.desired;

import dev.postroom.crds.ImapServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;

/** What was raised, why and since when; no pod reads it. */
public final class LedgerConfigMap {

  /** The one key. */
  public static final String FILE = "peers.yaml";

  private LedgerConfigMap() {}

  public static ConfigMap desired(ImapServer server, String ledger) {
    return new ConfigMapBuilder()
        .withMetadata(Owned.by(server, Names.ledger(server)))
        .addToData(FILE, ledger)
        .build();
  }
}
