package dev.postroom.operator.desired;

import dev.postroom.crds.ImapServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;

/** The pod template in force, and what it was made of; no pod reads it. */
public final class TemplateConfigMap {

  /** The one key. */
  public static final String FILE = "template.yaml";

  private TemplateConfigMap() {}

  public static ConfigMap desired(ImapServer server, String template) {
    return new ConfigMapBuilder()
        .withMetadata(Owned.by(server, Names.template(server)))
        .addToData(FILE, template)
        .build();
  }
}
