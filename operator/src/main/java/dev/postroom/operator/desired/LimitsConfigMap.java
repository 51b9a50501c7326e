package dev.postroom.operator.desired;

import dev.postroom.crds.ImapServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;

/** The access map. It stands apart from the settings because the operator changes it by itself. */
public final class LimitsConfigMap {

  /** The file's name, here and in the pod. */
  public static final String FILE = "imapaccess";

  private LimitsConfigMap() {}

  public static ConfigMap desired(ImapServer server, String imapaccess) {
    return new ConfigMapBuilder()
        .withMetadata(Owned.by(server, Names.limits(server)))
        .addToData(FILE, imapaccess)
        .build();
  }
}
