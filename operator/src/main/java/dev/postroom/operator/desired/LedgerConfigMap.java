package dev.postroom.operator.desired;

import dev.postroom.crds.ImapServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Map;

/** What was raised, why and since when; no pod reads it. */
public final class LedgerConfigMap {

  /** The raised limits. */
  public static final String FILE = "peers.yaml";

  /** How many connections a pod holds. */
  public static final String MAXIMUM_FILE = "maximum.yaml";

  /** The addresses that an annotation named and that were forgotten. */
  public static final String FORGOTTEN_FILE = "forgotten";

  /** From where more logins failed than succeeded before a pod restarted. */
  public static final String GUESSERS_FILE = "guessers";

  private LedgerConfigMap() {}

  /**
   * @param beside what is kept beside the ledger, by file
   */
  public static ConfigMap desired(ImapServer server, String ledger, Map<String, String> beside) {
    return new ConfigMapBuilder()
        .withMetadata(Owned.by(server, Names.ledger(server)))
        .addToData(FILE, ledger)
        .addToData(beside)
        .build();
  }
}
